"""What the columns of a ledger of tasks (整改任务台账) can hold."""

from inspector.errors import Unreadable
from inspector.model.task_state import ENDED, TASK_STATE_NAMES, TaskState
from inspector.tables.fields import Field, normal_name
from inspector.tables.finding_fields import is_ended
from inspector.tables.values import Meant
from inspector.words import LANGUAGES, N_, in_language

TASK_FIELDS = (
    Field("number", N_("Number"), "序号 编号 任务编号 台账编号 任务序号 问题编号"),
    Field("plan", N_("Plan"), "方案 整改方案 方案名称 所属方案 来源方案 plan"),
    Field(
        "title",
        N_("Task"),
        "任务 整改任务 任务名称 重点任务 工作任务 整改事项 任务内容 整改内容 task title name",
    ),
    Field("problem", N_("Problem"), "问题 存在问题 反馈问题 主要问题 问题描述 具体问题 整改问题 problem"),
    Field("lead", N_("Lead unit"), "牵头单位 牵头部门 牵头责任单位 lead"),
    Field("responsible", N_("Responsible units"), "责任单位 整改责任单位 责任部门 整改主体 承办单位"),
    Field("supporting", N_("Supporting units"), "配合单位 配合部门 协办单位 协助单位"),
    Field("supervising", N_("Supervising units"), "督导单位 督办单位 督导部门 验收督导单位"),
    Field(
        "deadline", N_("Deadline as written"), "整改时限 整改期限 完成时限 时限 期限 要求完成时间 deadline"
    ),
    Field("goal", N_("Goal"), "整改目标 目标 工作目标 goal"),
    Field("measure_texts", N_("Rectification measures"), "整改措施 措施 工作措施 具体措施"),
    Field("state", N_("State"), "状态 整改状态 当前状态 整改情况 完成情况 整改进展 是否完成 是否销号"),
    Field("completed_on", N_("Completed on"), "完成时间 完成日期 整改完成时间 办结时间 销号时间"),
)
"""Of a task; one of the title, the problem, the goal and the measures has to be there."""

_CLAIMED = frozenset({TaskState.COMPLETED, TaskState.IN_CLOSE_OFF})
CLAIMED = N_(
    "The table says “{value}”, which is not closed off; it enters as open until that is recorded here."
)


def is_done(text: str) -> Meant:
    """Read whether the table says that a task is done with; what nobody understands is open, and a doubt."""
    word = normal_name(text)
    for state, name in TASK_STATE_NAMES.items():
        if word in {normal_name(one) for one in (state, *(in_language(one)(name) for one in LANGUAGES))}:
            return Meant(state in ENDED, Unreadable(CLAIMED, value=text) if state in _CLAIMED else None)
    return is_ended(text)
