"""`dateline outlets`: the outlets there are."""

from dateline.search.commands.values import values_command

outlets = values_command("outlet")
