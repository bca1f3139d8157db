"""Sentences, languages and exit statuses."""

import sys

import click
import pytest

from inspector.cli import main
from inspector.cli.opening import chance
from inspector.cli.speaking import language_of_surroundings, passphrase, status_of
from inspector.errors import Refused, Unreachable, Unreadable


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Refused("A person needs a name."), 1),
        (Unreadable("A person needs a name."), 3),
        (Unreachable("A person needs a name."), 3),
        (FileNotFoundError(2, "gone", "a.pdf"), 3),
        (click.Abort(), 1),
        (KeyboardInterrupt(), 1),
        (click.UsageError("no such option"), 2),
        (click.exceptions.Exit(0), 0),
        (SystemExit(1), 1),
        (ZeroDivisionError("ours"), 4),
    ],
)
def test_every_error_has_its_status_and_at_most_a_sentence(error, status, capsys):
    assert status_of(error) == status
    assert "Traceback" not in capsys.readouterr().err


def test_output_that_nobody_reads_on_is_no_fault_of_ours(capsys):
    status_of(SystemExit(1))
    assert capsys.readouterr().err == ""


def test_debug_says_where(capsys):
    assert status_of(ZeroDivisionError("ours"), debug=True) == 4
    assert "ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "language"), [("en_GB.UTF-8", "en"), ("zh_CN.UTF-8", "zh_CN"), ("C", "zh_CN")]
)
def test_the_language_is_the_system_s_and_chinese_otherwise(said, language, monkeypatch):
    monkeypatch.delenv("GRID_INSPECTOR_LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", said)
    assert language_of_surroundings() == language


def test_usage_and_version(call):
    assert call("--version").status == 0
    assert call("--help").status == 0
    assert call("no-such-command").status == 2
    assert call("report", "week", "x").status == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["status"], "--workspace is missing; --help says how to call it."),
        (["verify"], "FILES... is missing; --help says how to call it."),
        (["week"], "There is no command week; --help lists them."),
        (["status", "--month"], "There is no option --month; --help lists them."),
        (["status", "--workspace", __file__], "--workspace can't be used as it was given; --help says how."),
        (["status", "--workspace"], "It can't be called like this; --help says how."),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence(call, arguments, sentence):
    said = call(*arguments)
    assert (said.status, said.out, said.err) == (2, "", sentence + "\n")


def test_the_system_s_refusals_are_told_in_our_words(call, capsys):
    status_of(FileNotFoundError(2, "No such file or directory", "a.pdf"))
    assert capsys.readouterr().err == "a.pdf: it is not there\n"
    status_of(OSError(74, "Bad message", "a.pdf"))
    assert capsys.readouterr().err == "a.pdf: Bad message\n"


@pytest.mark.parametrize(
    "command",
    [("report",), ("export",), ("export", "week"), ("export", "publication"), ("export", "progress")],
)
def test_a_help_page_is_in_one_language(call, monkeypatch, command):
    assert "Show this message and exit." in call(*command, "--help").out
    monkeypatch.setenv("GRID_INSPECTOR_LANGUAGE", "zh_CN")
    page = call(*command, "--help").out
    assert page.startswith("用法：")
    for foreign in ("Usage", "Options", "Commands", "Show this"):
        assert foreign not in page


def test_a_group_without_a_command_shows_its_help(call):
    said = call("report")
    assert said.status == 2
    assert "patrol" in said.err


def test_the_arguments_of_the_process_are_taken_unless_given(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["grid-inspector", "--version"])
    assert main() == 0
    assert "grid-inspector" in capsys.readouterr().out


def test_a_passphrase_is_asked_for_on_a_terminal(monkeypatch):
    monkeypatch.delenv("GRID_INSPECTOR_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click.termui, "hidden_prompt_func", lambda _text: "秘密")
    assert passphrase("?") == "秘密"


def test_chance_is_as_long_as_asked():
    assert len(chance(7)) == 7
