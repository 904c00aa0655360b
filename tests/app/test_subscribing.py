"""Following shared places: what is new, what was taken, and what goes on without the network."""

from pathlib import Path

import pytest

from kefu_desktop.app.importing import Choices
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.model import Uid
from kefu_desktop.core.resolving import Decision
from kefu_desktop.core.shared import Standing
from kefu_desktop.packs.shared.source import PlaceLimits
from kefu_desktop.store.subscriptions import How
from tests.app.drives import Lead, leave, pack_of, ship
from tests.app.shop import Shop, opened

HOUR = 3_600_000


@pytest.fixture
def lead(shop: Shop, tmp_path: Path) -> Lead:
    """Somebody who follows a drive."""
    shop.searching.start()
    return Lead(shop, tmp_path / "home", tmp_path / "drive")


def test_a_new_version_is_told_of_once_and_taken_by_the_wizard(lead: Lead) -> None:
    leave(lead.drive, pack_of("入门包", "1.2", "您好"))
    place = lead.subscribe()
    assert lead.news() == ["入门包 1.2"]
    lead.importing.bring_in(lead.subscribing.open(place.id, "入门包.kefupack").pack)
    assert lead.standings() == [("1.2", "taken")]
    assert lead.news() == []

    leave(lead.drive, pack_of("入门包", "1.3", "您好", "退货"))
    assert lead.look() == [("1.3", "newer")]
    assert lead.subscribing.available() == {Uid("pack-" + "入门包".encode().hex()): "1.3"}
    assert lead.news() == ["入门包 1.3"]
    assert lead.news() == [], "once"
    lead.start()
    assert lead.look() == [("1.3", "newer")]
    assert lead.news() == [], "not at the next start either"
    opened = lead.subscribing.open(place.id, "入门包.kefupack")
    assert (opened.pack.version, opened.source) == ("1.3", str(lead.drive))
    lead.importing.bring_in(opened.pack)
    assert lead.standings() == [("1.3", "taken")]
    assert lead.subscribing.available() == {}


def test_what_counts_is_what_a_pack_says(lead: Lead) -> None:
    leave(lead.drive, pack_of("包", "2", "您好"))
    lead.subscribe()
    lead.importing.bring_in(pack_of("包", "2", "您好"))
    assert lead.look() == [("2", "taken")], "it came by mail"
    leave(lead.drive, pack_of("包", "3", "您好"))
    assert lead.look() == [("3", "taken")], "only the number is another"
    leave(lead.drive, pack_of("包", "1", "在的"))
    assert lead.look() == [("1", "newer")], "a smaller number with other words"


def test_what_the_user_left_out_is_not_offered_again(lead: Lead) -> None:
    leave(lead.drive, pack_of("包", "1", "一", "二"))
    place = lead.subscribe()
    pack = lead.subscribing.open(place.id, "包.kefupack").pack
    lead.shop.clock.millis += 1000
    prepared = lead.importing.prepare(pack)
    left = prepared.plan.items[1].uid
    lead.importing.carry_out(prepared, Choices({left: Decision.SKIP}))
    assert lead.titles() == ["一"]
    assert lead.standings() == [("1", "taken")]


def test_what_was_thrown_away_is_not_offered_again(lead: Lead) -> None:
    lead.importing.bring_in(pack_of("包", "1", "一", "二"))
    first = lead.shop.look_up("一").rows[0].reply.uid
    lead.shop.arranging().trash([first]).result()
    leave(lead.drive, pack_of("包", "2", "一，改过", "二"))
    lead.subscribe()
    assert lead.standings() == [("2", "taken")]
    leave(lead.drive, pack_of("包", "3", "一，改过", "二，改过"))
    assert lead.look() == [("3", "newer")]


def test_without_the_drive_everything_goes_on(lead: Lead) -> None:
    leave(lead.drive, pack_of("包", "1", "您好"))
    place = lead.subscribe()
    away = lead.drive.rename(lead.drive.with_name("away"))
    state = lead.subscribing.look(place)
    assert state.look.trouble is not None
    assert state.look.trouble.code is Code.PLACE_NOT_THERE
    assert [offer.standing for offer in state.offers] == [Standing.NEW], "what was seen stays"
    assert lead.subscribing.open(place.id, "包.kefupack").pack.version == "1"
    away.rename(lead.drive)
    assert lead.subscribing.look(place).look.trouble is None


def test_a_file_that_is_no_pack_is_its_own_trouble(lead: Lead) -> None:
    good = leave(lead.drive, pack_of("包", "1", "您好"))
    (lead.drive / "截断.kefupack").write_bytes(good.read_bytes()[:-40])
    (lead.drive / "表.kefupack").write_text("标题,内容\n一,二\n", encoding="utf-8")
    lead.subscribe()
    assert lead.standings() == [
        ("1", "new"),
        ("截断.kefupack", "unusable"),
        ("表.kefupack", "unusable"),
    ]
    (state,) = lead.subscribing.states()
    trouble = state.offers[1].deposit.trouble
    assert trouble is not None
    assert dict(trouble.params)["path"] == "截断.kefupack", "and not a copy of ours"
    assert lead.news() == ["包 1"]
    with pytest.raises(KefuError):
        lead.subscribing.open(state.place.id, "截断.kefupack")
    good.replace(lead.drive / "截断.kefupack")
    assert ("1", "new") in lead.look()


def test_what_did_not_change_is_not_read_again(lead: Lead) -> None:
    leave(lead.drive, pack_of("包", "1", "您好"))
    lead.subscribe()
    lead.reads.clear()
    lead.look()
    assert lead.reads == []


def test_too_much_in_all_is_the_places_trouble(lead: Lead) -> None:
    lead.limits = PlaceLimits(place_bytes=100)
    lead.start()
    leave(lead.drive, pack_of("包", "1", "您好"))
    place = lead.subscribe()
    trouble = lead.subscribing.state(place).look.trouble
    assert trouble is not None
    assert trouble.code is Code.PLACE_TOO_LARGE


def test_places_are_looked_at_when_it_is_due(lead: Lead) -> None:
    place = lead.subscribe()
    first = lead.subscribing.state(place).look.at
    for hours, seen in ((3, False), (1, True)):
        lead.shop.clock.millis += hours * HOUR
        lead.subscribing.look_where_due(4)
        assert (lead.subscribing.state(place).look.at != first) is seen
    lead.shop.clock.millis += 4 * HOUR
    at = lead.subscribing.state(place).look.at
    lead.subscribing.look_where_due(4, dice=1.0)
    assert lead.subscribing.state(place).look.at == at, "a tenth later"


def test_a_place_is_added_once_and_left(lead: Lead) -> None:
    place = lead.subscribe()
    for wanted in (place.id, str(lead.drive), "1"):
        assert lead.subscribing.find(wanted) == place
    with pytest.raises(KefuError) as error:
        lead.subscribing.add(str(lead.drive))
    assert error.value.code is Code.PLACE_KNOWN
    with pytest.raises(KefuError) as error:
        lead.subscribing.add("~nobody-of-this-name/packs")
    assert error.value.code is Code.PLACE_ADDRESS
    lead.subscribing.remove(place.id)
    assert lead.subscribing.places() == ()
    with pytest.raises(KefuError) as error:
        lead.subscribing.find("1")
    assert error.value.code is Code.PLACE_MISSING


def test_copies_that_nobody_needs_go_at_the_next_start(lead: Lead) -> None:
    leave(lead.drive, pack_of("包", "1", "您好"))
    lead.subscribe()
    leave(lead.drive, pack_of("包", "2", "在的"))
    lead.look()
    copies = lead.home / "shared" / "packs"
    assert len([*copies.iterdir()]) == 2, "the older may still be looked through"
    lead.start()
    lead.look()
    assert len([*copies.iterdir()]) == 1


def test_the_password_is_asked_for_anew_where_nobody_keeps_it(lead: Lead) -> None:
    place, kept = lead.subscribing.add("https://dav.invalid/", "店长", "secret")
    assert not kept
    assert not lead.subscribing.wants_password(place)
    lead.secrets.close()
    lead.start()
    assert lead.subscribing.wants_password(place)
    trouble = lead.subscribing.look(place).look.trouble
    assert trouble is not None
    assert trouble.code is Code.PLACE_PASSWORD_UNKNOWN
    lead.subscribing.set_password(place.id, "别人", "other")
    assert lead.subscribing.find("1").user == "别人"
    kept_on_disk = b"".join(file.read_bytes() for file in lead.home.rglob("*") if file.is_file())
    assert b"secret" not in kept_on_disk
    assert b"other" not in kept_on_disk


def test_the_programs_own_pack_updates_as_any_other(lead: Lead) -> None:
    first = pack_of("入门包", "1.0", "您好", uid="starter")
    ship(lead.starter, first)
    lead.subscribing.look_at_starters("1")
    assert lead.news() == [], "who never took it is not asked"
    lead.importing.bring_in(first)
    assert lead.news() == []
    ship(lead.starter, pack_of("入门包", "1.1", "您好", "退货", uid="starter"))
    lead.subscribing.look_at_starters("2")
    assert lead.subscribing.available() == {Uid("starter"): "1.1"}
    (offer,) = lead.subscribing.news()
    pack = lead.subscribing.open(offer.place.id, offer.deposit.file).pack
    lead.importing.bring_in(pack)
    assert lead.news() == []
    assert lead.titles() == ["您好", "退货"]


def test_of_the_starter_packs_only_the_one_in_the_library_is_offered(lead: Lead) -> None:
    mine = pack_of("入门包", "1.0", "您好", uid="starter")
    ship(lead.starter, mine)
    ship(lead.other_starter, pack_of("Starter pack", "1.0", "Hello", uid="starter.en"))
    lead.subscribing.look_at_starters("1")
    lead.importing.bring_in(mine)
    ship(lead.starter, pack_of("入门包", "1.1", "您好", "退货", uid="starter"))
    ship(lead.other_starter, pack_of("Starter pack", "1.1", "Hello", "Bye", uid="starter.en"))
    lead.subscribing.look_at_starters("2")
    (offer,) = lead.subscribing.offers()
    pack = lead.subscribing.open(offer.place.id, offer.deposit.file).pack
    assert (pack.uid, pack.version) == ("starter", "1.1")


def test_a_starter_pack_that_is_known_is_not_read(lead: Lead) -> None:
    ship(lead.starter, pack_of("入门包", "1.0", "您好", uid="starter"))
    lead.subscribing.look_at_starters("1")
    before = lead.state.file.stat().st_mtime_ns
    lead.subscribing.look_at_starters("1")
    assert lead.state.file.stat().st_mtime_ns == before


def test_two_programs_may_work_with_the_same_places(lead: Lead, tmp_path: Path) -> None:
    leave(lead.drive, pack_of("包", "1", "您好"))
    place = lead.subscribe()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with opened(elsewhere) as other:
        twin = Lead(other, lead.home, lead.drive)
        assert twin.subscribing.places() == (place,)
        twin.state.note(Uid("p"), twin.subscribing.state(place).offers[0].deposit.digest, How.TOLD)
        twin.subscribing.remove(place.id)
    assert lead.subscribing.places() == ()
