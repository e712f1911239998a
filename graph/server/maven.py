"""From which Maven repositories jars are to be had on this machine, and where one already lies.

jgo knows the public default, its own configuration and the local repository; Maven's `settings.xml` may send
everything through a mirror.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from claimgraph.graph.errors import ServerError

# What a mirror must say it mirrors to stand in for the public default, which Maven calls "central".
_MIRRORS_OF_CENTRAL = {"*", "central", "external:*"}


@dataclass(frozen=True, slots=True)
class Repositories:
    """`remote`: base addresses, to be tried in this order; `local`: a folder laid out as Maven does."""

    remote: tuple[str, ...]
    local: Path

    @classmethod
    def of_this_machine(cls) -> Repositories:
        """The repositories by jgo's configuration and the user's Maven settings."""
        from jgo.config import GlobalSettings  # slow to import, and needed at the first start only
        from jgo.maven import MavenContext

        settings = GlobalSettings.load()
        default = MavenContext(repo_cache=settings.repo_cache).remote_repos
        mirror = central_mirror(Path.home() / ".m2" / "settings.xml")
        remote = [mirror] if mirror else list(default.values())
        remote += [url for url in settings.repositories.values() if url not in remote]
        return cls(tuple(url.rstrip("/") for url in remote), settings.repo_cache)

    def addresses(self, path: str) -> tuple[str, ...]:
        """Where the file that repositories keep at `path` may be fetched."""
        return tuple(f"{base}/{path}" for base in self.remote)


def central_mirror(settings: Path) -> str | None:
    """The address of the mirror that a Maven `settings.xml` puts in place of the public default, if any.

    Raises:
        ServerError: the file is not XML.
    """
    if not settings.is_file():
        return None
    try:
        root = ElementTree.parse(settings).getroot()  # noqa: S314 the user's own configuration
    except (ElementTree.ParseError, OSError) as error:
        raise ServerError(f"{settings}: cannot be read as Maven settings ({error})") from error
    for mirror in root.iterfind("{*}mirrors/{*}mirror"):
        url, mirrors_of = mirror.findtext("{*}url", ""), mirror.findtext("{*}mirrorOf", "")
        names = {name.strip() for name in mirrors_of.split(",")}
        if url and names & _MIRRORS_OF_CENTRAL and "!central" not in names:
            return url.strip()
    return None
