"""The numbers of a summary: what each is called; what it counts is said once, in ``db.queries.numbers``."""

from enum import StrEnum

from inspector.words import N_


class Number(StrEnum):
    """A number of a period; every one can be opened down to the facts it counts."""

    GRIDS = "grids"
    GRIDS_REPORTING = "grids_reporting"
    DUE_ROUNDS = "due_rounds"
    DONE_ROUNDS = "done_rounds"
    SITES = "sites"
    SITES_VISITED = "sites_visited"
    DUE_VISITS = "due_visits"
    DONE_VISITS = "done_visits"
    PATROLS = "patrols"
    NIGHT_PATROLS = "night_patrols"
    PEOPLE_OUT = "people_out"
    VEHICLES = "vehicles"
    STOPS = "stops"
    LATE_ENTRIES = "late_entries"
    FINDINGS = "findings"
    ON_THE_SPOT = "on_the_spot"
    ASSIGNED = "assigned"
    TRANSFERRED = "transferred"
    PUT_RIGHT = "put_right"
    ENDED = "ended"
    FOUND_PUT_RIGHT = "found_put_right"
    FOUND_ENDED = "found_ended"
    DUE = "due"
    IN_TIME = "in_time"
    OVERDUE = "overdue"
    CLOSE_OFF_APPLIED = "close_off_applied"
    CLOSE_OFF_PASSED = "close_off_passed"
    CLOSE_OFF_RETURNED = "close_off_returned"
    RELAPSES = "relapses"
    COMPLAINTS = "complaints"
    COMPLAINTS_CONCLUDED = "complaints_concluded"
    ORDERS = "orders"
    ORDERS_IN_TIME = "orders_in_time"
    ORDERS_SETTLED = "orders_settled"
    ORDERS_OVERDUE = "orders_overdue"
    ORDERS_OPEN = "orders_open"


NUMBER_NAMES = {
    Number.GRIDS: N_("grids to report"),
    Number.GRIDS_REPORTING: N_("grids that reported"),
    Number.DUE_ROUNDS: N_("rounds due"),
    Number.DONE_ROUNDS: N_("of these made"),
    Number.SITES: N_("sites"),
    Number.SITES_VISITED: N_("sites visited"),
    Number.DUE_VISITS: N_("visits due"),
    Number.DONE_VISITS: N_("of these paid"),
    Number.PATROLS: N_("patrols"),
    Number.NIGHT_PATROLS: N_("night patrols"),
    Number.PEOPLE_OUT: N_("people sent out"),
    Number.VEHICLES: N_("vehicles sent out"),
    Number.STOPS: N_("stops"),
    Number.LATE_ENTRIES: N_("late entries"),
    Number.FINDINGS: N_("findings"),
    Number.ON_THE_SPOT: N_("put right on the spot"),
    Number.ASSIGNED: N_("assigned"),
    Number.TRANSFERRED: N_("transferred"),
    Number.PUT_RIGHT: N_("put right in the period"),
    Number.ENDED: N_("closed"),
    Number.FOUND_PUT_RIGHT: N_("new findings put right"),
    Number.FOUND_ENDED: N_("new findings closed"),
    Number.DUE: N_("due in the period"),
    Number.IN_TIME: N_("of these in time"),
    Number.OVERDUE: N_("overdue at its end"),
    Number.CLOSE_OFF_APPLIED: N_("close-offs applied for"),
    Number.CLOSE_OFF_PASSED: N_("close-offs filed"),
    Number.CLOSE_OFF_RETURNED: N_("close-offs sent back"),
    Number.RELAPSES: N_("relapses"),
    Number.COMPLAINTS: N_("complaints received"),
    Number.COMPLAINTS_CONCLUDED: N_("complaints concluded"),
    Number.ORDERS: N_("orders issued"),
    Number.ORDERS_IN_TIME: N_("orders answered in time"),
    Number.ORDERS_SETTLED: N_("orders settled"),
    Number.ORDERS_OVERDUE: N_("orders overdue at its end"),
    Number.ORDERS_OPEN: N_("orders open at its end"),
}
