"""How long a server may take to open a connection, and how much it may say meanwhile, held by the client.

The driver keeps to its deadline only while it waits: a server that sends and sends is read for ever, since no wait is
long. It asks its deadline before each read and each write, though, so a deadline can count them and end the opening.
"""

from __future__ import annotations

from neo4j._deadline import Deadline

_STEPS = 400
"""The most reads and writes of one opening, of up to 64 kB each. Neo4j 5.26 takes 17, also by `neo4j://`."""


class UnendingError(OSError):
    """A server goes on and on while a connection is opened. An OSError, so that the driver gives the connection up."""


class OpeningDeadline(Deadline):
    """A deadline of the driver that ends the opening of a connection, also when the server never pauses.

    Parameters:
        deadline: the one that the driver has set.
        seconds: how long the opening may take, where that one is later.

    Example:
        >>> opening = OpeningDeadline(Deadline(60), 15)
        >>> 14 < opening.to_timeout() <= 15
        True
    """

    def __init__(self, deadline: Deadline, seconds: float) -> None:
        left = deadline.to_timeout()
        super().__init__(seconds if left is None else min(left, seconds))
        self._steps = 0

    def to_timeout(self) -> float:
        """The seconds that are left; asked by the driver before each read and write.

        Raises:
            UnendingError: none are, or the server sent too much.
        """
        left = super().to_timeout()
        self._steps += 1
        if not left:
            raise UnendingError("the server did not come to an end with opening a connection")
        if self._steps > _STEPS:
            raise UnendingError("the server sends too much while a connection is opened")
        return left
