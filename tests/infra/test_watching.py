"""What an operator watches: lag, overdue timers, what is parked, in /readyz and for Prometheus."""

from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from tests.services.intake.cases import a_case
from tests.support.cast import lin
from tests.support.http import HttpDesk, on_a_desk


async def figures(desk: HttpDesk) -> dict[tuple[str, str], float]:
    answer = await desk.caller(lin).raw("GET", "/metrics")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/plain")
    families = text_string_to_metric_families(answer.text)
    return {(s.name, s.labels.get("service", "")): s.value for family in families for s in family.samples}


def test_overdue_timers_and_lag_are_seen_until_the_desk_has_acted(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        await a_case(desk.caller(lin))
        await desk.desk.consumers.wait(desk.desk.store.head())
        desk.now.move(minutes=40)
        seen = await figures(desk)
        assert seen["suying_timers_overdue", "escalation"] == 2  # the warning and the miss
        assert seen["suying_timers_overdue", "followup"] == 0
        assert seen["suying_lag_events", "escalation"] == 0
        assert seen["suying_lag_events", "escalation-acts"] > 0
        assert seen["suying_lag_seconds", "escalation-acts"] > 0
        await desk.desk.settle()
        seen = await figures(desk)
        assert seen["suying_timers_overdue", "escalation"] == 0
        assert seen["suying_lag_events", "escalation-acts"] == 0
        assert seen["suying_log_position", ""] == desk.desk.store.head()

    on_a_desk(tmp_path, story)


def test_nobody_reads_them_without_a_key_and_readiness_names_every_service(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        assert (await desk.nobody().raw("GET", "/metrics")).status_code == 401
        ready = (await desk.nobody().raw("GET", "/readyz")).json()
        names = {one["name"] for one in ready["services"]}
        assert names >= {
            "intake",
            "reporting",
            "escalation",
            "followup",
            "reactions",
            "escalation-acts",
            "followup-acts",
        }
        await desk.desk.consumers.close()
        ready = await desk.nobody().raw("GET", "/readyz")
        assert ready.status_code == 503
        assert ready.json()["services"]

    on_a_desk(tmp_path, story)
