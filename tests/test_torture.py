"""A small part of `make torture`, so that it runs as it says."""

import sys

import pytest
import torture


@pytest.mark.skipif(sys.platform == "win32", reason="it forks")
@pytest.mark.parametrize("section", [section.__name__ for section in torture.SECTIONS])
def test_none_fails(section, capsys):
    scale = {"kills": 0.02, "power_cuts": 0.02, "fuzz": 0.005, "hostile": 0.0004}.get(section, 0.001)
    assert torture.main(["--only", section, "--scale", str(scale), "--seed", "11"]) == 0
    assert "none failed" in capsys.readouterr().out
