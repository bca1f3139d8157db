"""Orders, meetings and notes made on the command line about the cases whose secrets must not leave."""

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf

from tests.leaks.county import County

Call = Callable[[str, list[str]], str]
"""Calls a command under the name of what it covers and gives what it said; "" where it was refused."""
BY = "示例卯"


def take_steps(call: Call, county: County, to: Path) -> str:
    """Take every step of an order, a meeting and the dispatch list; give an order that stands."""
    scan = to / "scan.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(scan)
    due = f"{county.day.year + 1}-12-31"

    def order(step: str, *more: str) -> str:
        return call(f"order {step}", ["order", step, *more])

    def issued(*more: str) -> str:
        what = ("--title", "演示督办", "--text", "请办理", "--due", due, "--unit", "演示局", "--sign", BY)
        return str(json.loads(order("issue", *what, *more, "--json"))["number"])

    about = [part for one in (county.finding, county.restricted.finding) for part in ("--about", one)]
    meeting = _meetings(call)
    number = issued(*about, "--meeting", meeting, "--decision", "1")
    mine, behalf = ("--as", BY), ("--for", "演示局", "--scan", str(scan))
    order("number", number, "演示督〔2026〕1号", *mine)
    order("accept", number, *behalf, *mine)
    order("answer", number, "--text", "已办", "--file", str(scan), *behalf, *mine)
    order("return", number, "--requirement", "附照片", "--due", due, *mine)
    order("answer", number, "--text", "已办结", *behalf, *mine)
    order("settle", number, *mine)
    order("withdraw", issued(), "--reason", "误发", *mine)
    order("list", "--filter", "all")
    order("list", "--filter", "all", "--json")
    for case in (county.finding, county.restricted.finding):
        call("dispatch note", ["dispatch", "note", case, "--difficulty", "演示难点", *mine])
    return number


def _meetings(call: Call) -> str:
    """Record two meetings, put the first right and take the second back; give the first."""
    record = ["meeting", "record", "--decision", "演示议定", "--as", BY, "--json"]
    first, second = (str(json.loads(call("meeting record", record))["meeting"]) for _ in range(2))
    right = ["--chair", "演示主持", "--reason", "漏记", "--as", BY]
    call("meeting correct", ["meeting", "correct", first, *right])
    call("meeting withdraw", ["meeting", "withdraw", second, "--reason", "误记", "--as", BY])
    call("meeting list", ["meeting", "list"])
    call("meeting list", ["meeting", "list", "--json"])
    return first
