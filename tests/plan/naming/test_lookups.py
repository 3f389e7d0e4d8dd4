"""What each typed name means among the items of the register, and that no two names of Vietnam are merged."""

import csv
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import normalize

import pytest

from plantrack.plan import dates
from plantrack.plan.keys import Attribute
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import CHANGED, Evidence, Kind, Milestone, Title
from plantrack.plan.names import fold_name
from plantrack.plan.naming.cleaning import is_damaged
from plantrack.plan.naming.lookup import AmbiguousName, DamagedName, KnownItem, NewItem, UnknownName, resolve_name
from plantrack.plan.naming.register import Register

HERE = Path(__file__).parent
IDS = ("cluster", "park", "wholesale-market", "rural-market", "craft-village")


def kind_of(id: str, title: str = "", **more: tuple[str, ...]) -> Kind:
    attributes = dict.fromkeys(("district", "commune"), Attribute("text"))
    return Kind(id, Title(title or id, title or id), ("planned",), attributes, {}, **more)


def ledger_of(items: Iterable[tuple[str, str, dict[str, str]]]) -> Ledger:
    """Return a log of items: kind, name and attributes."""
    ledger = Ledger()
    for position, (kind, name, attributes) in enumerate(items):
        day = dates.parse_date("2021")
        milestone = Milestone(
            position, kind, fold_name(name), "planned", name, None, day, attributes, Evidence(), recorded=None
        )
        ledger.enter_item_record(milestone)
    return ledger


def table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


REGISTER = ledger_of((row["kind"], row["item"], {"district": row["district"]}) for row in table("register.csv"))


def answer(register: Register, typed: str, **given: str) -> str:
    """Return what a look-up answers as lookups.csv writes it."""
    match resolve_name(register, typed, guess=False, given=given):
        case KnownItem(name=name):
            return name
        case AmbiguousName(candidates=candidates):
            return f"ambiguous: {'; '.join(sorted(candidates))}"
        case _:
            return "unknown"


def in_order(expected: str) -> str:
    head, colon, names = expected.partition(": ")
    return f"{head}: {'; '.join(sorted(names.split('; ')))}" if colon and head == "ambiguous" else expected


@pytest.mark.parametrize("row", table("lookups.csv"), ids=lambda row: f"{row['class']}-{row['kind']}-{row['typed']}")
def test_each_name_means_what_it_is_to_mean(row: dict[str, str]) -> None:
    assert answer(Register(kind_of(row["kind"]), REGISTER), row["typed"]) == in_order(row["expected"])


def test_the_index_of_all_names_answers_as_the_search_for_one_does() -> None:
    whole = {id: Register(kind_of(id), REGISTER) for id in IDS}
    for row in table("lookups.csv"):
        assert answer(whole[row["kind"]], row["typed"]) == in_order(row["expected"])
        for id in IDS:
            assert answer(whole[id], row["typed"]) == answer(Register(kind_of(id), REGISTER), row["typed"])


BESIDE = (
    "Thiết Bình",
    "Kim Lan",
    "Kim Lân",
    "Ba Vì",
    "Bắc",
    "Trung tâm Năm Sơn",
    "Hoà",
    "Yên Sở 2",
    "Yên 3",
    "Ma Xá 2",
)
MORE = [
    *(("GĐ", "unknown"), ("CCN CCN Thiết Bình", "unknown"), ("Thiết Bình CCN", "unknown"), ("", "unknown")),
    *(("hòa", "Hoà"), ("hoá", "unknown"), ("HÒA\u0301", "unknown"), ("h\u00ado\u0300a", "Hoà")),
    *(("kim lan", "Kim Lan"), ("KIM LÂN", "Kim Lân"), ("Kim Lần", "unknown"), ("kim-lan", "Kim Lan")),
    *(("yen so 2", "Yên Sở 2"), ("yen so 02", "Yên Sở 2"), ("Yên Sở số 2", "Yên Sở 2"), ("Yên Sở II", "Yên Sở 2")),
    *(("Yên số 3", "Yên 3"), ("yen so 3", "Yên 3"), ("Yên III", "Yên 3"), ("Yên ³", "unknown"), ("Yên 3 ", "Yên 3")),
    *(("Yên giai đoạn 3", "unknown"), ("Yên Sở", "unknown"), ("Yên Sở ２", "unknown"), ("Yên Sở Ⅱ", "Yên Sở 2")),
    *(("Ba VI", "Ba Vì"), ("Ba 6", "unknown"), ("ba vi, ba vi", "Ba Vì"), ("Ba Vì giai đoạn 2, Ba Vì", "unknown")),
    *(("Ma Xá 2, quận Tây Hồ", "Ma Xá 2"), ("Ma Xá II (Q. Tây Hồ)", "Ma Xá 2"), ("Ma Xá 2 Tây Hồ", "Ma Xá 2")),
    *(("Ma Xá 2, phường Tây Hồ", "unknown"), ("Ma Xá 2, phường Quảng An", "Ma Xá 2")),
    *(("ma xa 2 - tay ho", "Ma Xá 2"), ("Ma Xá 2, Tay Ho", "Ma Xá 2"), ("Ma Xá 2, Tây Hô", "unknown")),
]


@pytest.mark.parametrize(("typed", "expected"), MORE)
def test_what_a_stranger_types(typed: str, expected: str) -> None:
    where = {"Ba Vì": {"district": "Ba Vì"}, "Ma Xá 2": {"district": "quận Tây Hồ", "commune": "Quảng An"}}
    items = [("cluster", name, where.get(name, {})) for name in BESIDE]
    assert answer(Register(kind_of("cluster"), ledger_of(items)), typed) == expected


PHASES = {
    2: "GĐ2|GĐ 2|GĐ.2|GĐII|gđ ii|G.Đ. 2|g.d.2|G.Đ.II|giai đoạn 2|Giai Đoạn hai|giai doan hai|giai đoạn hai|"
    "giai đoạn số 2|giai đoạn thứ hai|giai đoạn thứ nhì|giai đoạn2|GĐ số2|phase 2|phase II|(GĐ 02)|- giai đoạn Ⅱ|GĐhai",
    1: "GĐ1|giai đoạn I|giai đoạn một|giai đoạn thứ nhất|phase 1|gd i",
    4: "giai đoạn bốn|giai đoạn thứ tư|GĐ IV",
    5: "giai đoạn năm|GĐ V",
    20: "giai đoạn 20",
}
NO_PHASES = (
    "GĐ 21|giai đoạn 0|giai đoạn 2021-2025|giai đoạn 1 và 2|giai đoạn 1-2|GĐ 1/2|GĐ 1, 2|GĐ1+2|GĐ I & II|"
    "giai đoạn một và hai|GĐ 1 GĐ 2|giai đoạn|giai đoan 2|GĐ 2a|G Đ 2|2"
)


@pytest.mark.parametrize(
    ("phase", "text"), [(phase, text) for phase, texts in PHASES.items() for text in texts.split("|")]
)
def test_a_phase_is_one_however_it_is_written(phase: int, text: str) -> None:
    ledger = ledger_of(("cluster", f"Vân Hà giai đoạn {number}", {}) for number in range(1, 21))
    assert answer(Register(kind_of("cluster"), ledger), f"Vân Hà {text}") == f"Vân Hà giai đoạn {phase}"


@pytest.mark.parametrize("text", NO_PHASES.split("|"))
def test_what_is_no_phase(text: str) -> None:
    items = ["Vân Hà", *(f"Vân Hà giai đoạn {number}" for number in range(1, 21))]
    ledger = ledger_of(("cluster", name, {}) for name in items)
    assert answer(Register(kind_of("cluster"), ledger), f"Vân Hà {text}") == "unknown"


def test_the_words_of_a_kind_are_its_table_its_title_its_id_and_what_the_plan_says() -> None:
    ledger = ledger_of([("night-economy", "Hồ Gươm", {}), ("night-economy", "Chợ Mới", {}), ("cluster", "Vân Hà", {})])
    area = kind_of("night-economy", "Khu vực kinh tế đêm", prefixes=("phố đêm",))
    for typed in ("night-economy Hồ Gươm", "Khu vực kinh tế đêm Hồ Gươm", "KVKTĐ Hồ Gươm", "kvktd ho guom"):
        assert answer(Register(area, ledger), typed) == "Hồ Gươm"
    assert answer(Register(area, ledger), "Phố đêm: Hồ Gươm") == "Hồ Gươm"
    assert answer(Register(area, ledger), "chợ Hồ Gươm") == answer(Register(area, ledger), "Mới") == "unknown"
    assert answer(Register(kind_of("cluster", "Cụm"), ledger), "phố đêm Vân Hà") == "unknown"
    # Initials are those of three words or more.
    for title, meant in (("Phố đi bộ", "Hồ Gươm"), ("Phố bộ", "unknown")):
        initials = "".join(word[0] for word in title.split())
        assert answer(Register(kind_of("night-economy", title), ledger), f"{initials} Hồ Gươm") == meant


def test_the_reading_that_leaves_out_least_wins() -> None:
    ledger = ledger_of(("rural-market", name, {}) for name in ("Chợ Mới", "Mới", "Rã"))
    register = Register(kind_of("rural-market"), ledger)
    assert [answer(register, typed) for typed in ("cho moi", "MOI", "chợ Rã", "chợ chợ Mới", "chợ")] == [
        *("Chợ Mới", "Mới", "Rã", "Chợ Mới", "unknown")
    ]


def test_attributes_tell_which_of_two_items_of_one_name_is_meant() -> None:
    items = [
        ("cluster", "Liên Hà", {"district": "Đông Anh"}),
        ("cluster", "Liên Hà (Đan Phượng)", {"district": "Đan Phượng"}),
        ("cluster", "Vân Hà", {"district": "Đông Anh"}),
    ]
    register = Register(kind_of("cluster"), ledger_of(items))
    assert answer(register, "Lien Ha", district="dan phuong") == "Liên Hà (Đan Phượng)"
    assert answer(register, "Liên Hà", district="Đan Phượng") == "Liên Hà (Đan Phượng)"
    assert answer(register, "Liên Hà", district="Đông Anh") == "Liên Hà"
    # What is said of a district that none of them has is for the rules of recording to refuse.
    assert answer(register, "Liên Hà", district="Ba Vì") == "Liên Hà"


def test_an_item_is_found_by_each_of_its_names_and_places() -> None:
    ledger = ledger_of([("cluster", "Vân Hà", {"district": "Đông Anh"}), ("cluster", "Liên Hà", {})])
    first = ledger.milestones["cluster"]["planned"]["vân hà"]
    changed = first._replace(stage=CHANGED, name="Vân Hà mới", attributes={"commune": "Thư Lâm"})
    ledger.enter_item_record(changed)
    register = Register(kind_of("cluster"), ledger)
    for typed in ("Vân Hà mới", "ccn van ha moi", "Vân Hà, Đông Anh", "van ha moi (xã Thư Lâm)", "Vân Hà Thư Lâm"):
        assert answer(register, typed) == "Vân Hà"


def test_a_new_name_is_found_by_those_after_it() -> None:
    register = Register(kind_of("cluster"), ledger_of([("cluster", "Vân Hà", {})]))
    assert resolve_name(register, "Mỹ Hưng", new=True) == NewItem("mỹ hưng", "Mỹ Hưng")
    register.enter("mỹ hưng", "Mỹ Hưng", {"district": "Thanh Oai"})
    for typed in ("mi hung", "CCN Mĩ Hưng", "Mỹ Hưng (Thanh Oai)"):
        assert answer(register, typed) == "Mỹ Hưng"


SOUND = ["LA PHÙ\u00a0", "XÃ\u00a0CẦU", "“LÀ LÃ”", "LÃ – ĐÔ", "Café Ñandú", "Tab\tHà", "Hà\r\nNội", "Đắk Lắk", "Â"]
BROKEN = [
    *("Thiáº¿t BÃ¬nh", "LiÃªn HÃ\u00a0 2", "VÃ¢n", "Ä\u0090ông", "Äông Anh".replace("Ä", "Ä\x90"), "Ä‘Ã´ng"),
    *("Hoà\ufffd", "Hà\x00", "Hà\x1b[2J", "\ud800Hà", "Hà\ue000", "Hà\u0378", "Hòa â€“ Bình", "HoÌ€a", "eÌ£Ì‚"),
    *("lÃ\u00a0ng", "Æ°Æ¡ng", "ThÅ©", "Ä¨", "thá»‹ tráº¥n"),
]


@pytest.mark.parametrize("text", SOUND + BROKEN)
def test_damaged_text_is_refused_and_nothing_else(text: str) -> None:
    register = Register(kind_of("cluster"), Ledger())
    expected = DamagedName if text in BROKEN else NewItem
    assert isinstance(resolve_name(register, text, new=True), expected)


def test_every_letter_of_vietnamese_is_known_when_its_bytes_are_taken_for_letters() -> None:
    vietnamese = set("àáâãèéêìíòóôõùúýăđĩũơư") | set(map(chr, range(0x1EA0, 0x1EFA)))
    for sign in sorted(vietnamese | set("".join(vietnamese).upper())):
        for encoding in ("cp1252", "latin-1"):
            broken = sign.encode().decode(encoding, errors="replace")
            assert is_damaged(f"t{broken}t"), sign
        assert not is_damaged(f"T{sign}T"), sign


ONSETS = " b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
RIMES = (
    "a ac ai am an ang anh ao ăm ăn ât âu ây e em en ê êm ên êt i ia iêm iên iêu inh o oa oai oan oe ô ôi ông ơ ơi ơn "
    "u ua uy uyên ư ươi ương ưu y yên"
)
VOWELS = "aăâeêioôơuưy"


def syllables() -> Iterator[str]:
    """Give syllables of Vietnamese, each with each tone."""
    for onset in ONSETS.split(" "):
        for rime in RIMES.split():
            place = max(rime.find(vowel) for vowel in VOWELS if vowel in rime)
            place = next((index for index, letter in enumerate(rime) if letter in "ăâêôơư"), place)
            for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"):
                yield normalize("NFC", onset + rime[: place + 1] + tone + rime[place + 1 :])


def distinct_names(number: int, seed: int) -> list[str]:
    """Return names that are distinct in their letters and tones: two that differ in i for y alone are one."""
    chosen, known = random.Random(seed), [one for one in syllables() if not one.startswith(("y", "i"))]
    same = str.maketrans({"y": "i", "ỳ": "ì", "ý": "í", "ỷ": "ỉ", "ỹ": "ĩ", "ỵ": "ị"})
    names: dict[str, str] = {}
    while len(names) < number:
        words = chosen.choices(known, k=chosen.choice((1, 2, 2, 2, 3)))
        words += [str(chosen.randint(1, 12))] if chosen.random() < 0.1 else []
        words += [f"giai đoạn {chosen.randint(1, 3)}"] if chosen.random() < 0.1 else []
        name = " ".join(words).title()
        names.setdefault(name.casefold().translate(same), name)
    return list(names.values())


@pytest.mark.parametrize(
    "number", [600, pytest.param(10_000, marks=pytest.mark.slow)], ids=["some", "ten thousand of them"]
)
def test_no_two_names_are_merged(number: int) -> None:
    names = distinct_names(number, seed=12)
    register = Register(kind_of("cluster"), ledger_of(("cluster", name, {}) for name in names))
    for name in names:
        for typed in (name, name.upper(), normalize("NFD", name), f"CCN {name}", f" {name}."):
            found = resolve_name(register, typed, guess=False)
            assert isinstance(found, KnownItem), typed
            assert found.name == name


def test_a_place_that_is_named_whole_goes_before_one_with_a_word_before_it() -> None:
    places = {
        "Nam Đồng (Ba Vì)": {"district": "Xã Đàn", "commune": "Ba Vì"},
        "Nam Đồng (Sơn Đông)": {"district": "Sơn Đông", "commune": "Đàn"},
    }
    register = Register(kind_of("cluster"), ledger_of(("cluster", name, where) for name, where in places.items()))
    assert answer(register, "Nam Đồng, xã Đàn") == "Nam Đồng (Ba Vì)"
    assert answer(register, "Nam Đồng, Đàn") == "Nam Đồng (Sơn Đông)"


def test_without_its_commune_a_name_may_mean_two() -> None:
    register = Register(kind_of("cluster"), ledger_of(("cluster", name, {}) for name in ("Nam Đồng", "Nam Dông")))
    unknown = resolve_name(register, "nam dong, xã Vân Hà")
    assert unknown == UnknownName("nam dong, xã Vân Hà", ["Nam Đồng", "Nam Dông"], "xã Vân Hà")


def test_what_is_entered_is_near_from_then_on() -> None:
    register = Register(kind_of("cluster"), ledger_of([("cluster", "Vân Hà", {})]))
    assert register.find_near("Thiết Bìn") == []
    register.enter("thiết bình", "Thiết Bình", {})
    assert register.find_near("Thiết Bìn") == ["Thiết Bình"]
    # The words of the kind before it, and a place after it, hide nothing.
    assert register.find_near("Cụm công nghiệp Thiết Bìn") == ["Thiết Bình"]
    assert register.find_near("Thiết Bìn (xã Vân Hội, huyện Đông Anh)")[0] == "Thiết Bình"
