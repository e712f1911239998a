"""given_names.py: makes loaders/data/given_names.txt, words that open the name of a person, from Faker's lists.

    pip install faker anyascii english-words && python training/given_names.py loaders/data/given_names.txt

Faker (MIT) carries given names by country. Taken are those in Latin letters, and Cyrillic, Greek, Armenian and
Georgian ones transcribed; family names where these come first. Left out are common words (unless they are common names
in English, too), and names of states and places.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from anyascii import anyascii
from english_words import get_english_words_set

from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.surfaces import key

_LATIN = (
    "az_AZ cs_CZ da_DK de_AT de_CH de_DE en_GB en_IE en_IN en_KE en_NG en_NZ en_PK en_TH en_US es_AR es_CL es_CO es_ES "
    "es_MX et_EE fi_FI fr_BE fr_CA fr_CH fr_DZ fr_FR ga_IE ha_NG hr_HR hu_HU id_ID ig_NG it_IT lt_LT lv_LV nl_BE nl_NL "
    "no_NO pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sv_SE sw tr_TR tw_GH uz_UZ vi_VN yo_NG zu_ZA"
).split()
_TRANSCRIBED = "bg_BG el_GR hy_AM ka_GE mk_MK ru_RU uk_UA".split()
_ENGLISH = ("en_US", "en_GB")
_ADDED = """
Abbas Abdel Abdul Abdullah Abu Ahmad Ahmed Ali Amina Amir Anwar Ashraf Aziz Bashir Bilal Fadi Faisal Farid Fatima Hamid
Hasan Hassan Hussein Ibrahim Idris Jamal Kamal Karim Khaled Khalid Layla Leila Mahmoud Mariam Marwan Mohamed Mohammad
Mohammed Muhammad Mustafa Nabil Nadia Nasser Omar Rashid Saeed Said Salem Salim Sami Samir Tariq Walid Yasmin Youssef
Yusuf Zainab Abebe Almaz Desta Moges Tesfaye Mamadou Moussa Ousmane Seydou Fatou Aminata Aïssatou Kwame Kofi Ama Abena
Chen Guo Han Huang Jiang Li Liang Lin Liu Luo Ma Sun Tang Wang Wu Xie Xu Yang Zhang Zhao Zheng Zhou Zhu
Bae Choi Hwang Jang Jeong Kang Kim Kwon Noh Oh Park Seo Shin Yoon Nguyen Tran Pham Phan Vu Dang Bui
Haruto Hiroshi Kenji Kenta Naoko Satoshi Takashi Yuki Alexei Andrei Andriy Dmitri Dmitry Evgeny Oleksandr Sergei Sergey
Serhiy Volodymyr Vladimir Yevgeny Yuri Yury Aigerim Azamat Nursultan Bolat Daniyar Anil Sunil Ravi Sanjay Rajesh Priya
"""
_NAME = re.compile(r"[A-Z][a-z]+(?:-[A-Za-z][a-z]+)?")


def main() -> None:
    gazetteer = Gazetteer.load()
    common = {word for word in get_english_words_set(["web2"]) if word.islower()}
    english = {key(name) for locale in _ENGLISH for name in _names(locale)}
    found = {key(name) for locale in (*_LATIN, *_TRANSCRIBED) for name in _names(locale)}
    kept = {name for name in found if len(name) > 2 and (name not in common or name in english)}
    kept |= {key(name) for name in _ADDED.split()}
    kept = {name for name in kept if " " not in name and not _names_something(name.title(), gazetteer)}
    header = (
        "# Words that open the name of a person: given names, and family names where these come first. Small letters,\n"
        "# without accents. Facts: Faker's lists (MIT) and general knowledge, made by training/given_names.py.\n"
    )
    Path(sys.argv[1]).write_text(header + "".join(f"{name}\n" for name in sorted(kept)), encoding="utf-8")


def _names(locale: str) -> Iterator[str]:
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    for attribute in dir(provider):
        names = getattr(provider, attribute)
        if attribute.startswith("first_name") and isinstance(names, (dict, list, tuple)):
            for name in names:
                plain = anyascii(name).strip().replace("'", "")
                if _NAME.fullmatch(plain):
                    yield plain


def _names_something(name: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.states.has(name) or gazetteer.places.state(name) is not None or gazetteer.is_firm_like(name)


if __name__ == "__main__":
    main()
