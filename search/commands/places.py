"""`dateline places`: the places there are."""

from dateline.search.commands.values import values_command

places = values_command("place")
