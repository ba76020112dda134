"""People and comments."""

from __future__ import annotations

from mapdocs.sandbox.comments import Person, permission_id


def test_a_person_is_known_by_one_id_everywhere() -> None:
    """Whatever the letters' size; their address is told only to themselves."""
    maria = Person("maria@marlow.example", "Maria")
    assert permission_id("Maria@Marlow.example") == maria.as_json()["permissionId"]
    assert permission_id("x@marlow.example") != permission_id("y@marlow.example")
    assert "emailAddress" not in maria.as_json()
    assert "maria@marlow.example" == maria.as_json(me=True)["emailAddress"]
