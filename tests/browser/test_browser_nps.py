"""NPS in a real browser: a click on a point of the trend shows what customers wrote then."""

import pytest

from tests.browser.conftest import Opener, settle

pytestmark = pytest.mark.browser

POINT = """chart => {
  const layout = chart._fullLayout, box = chart.getBoundingClientRect()
  const trace = chart._fullData.find(one => one.mode === 'lines+markers')
  const place = trace.x.indexOf('2022-03-01')
  return [box.x + layout.xaxis._offset + layout.xaxis.d2p(trace.x[place]),
          box.y + layout.yaxis._offset + layout.yaxis.d2p(trace.y[place])]
}"""


def test_a_point_of_the_trend_opens_its_comments(open_page: Opener) -> None:
    page = open_page("nps?lang=en&period=2022-07")
    x, y = page.locator(".js-plotly-plot").first.evaluate(POINT)
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    page.mouse.click(x, y)
    page.get_by_text("What customers wrote: March 2022").wait_for()
    settle(page)
    page.get_by_role("tab", name="Answers").click()
    assert page.locator(".st-key-card_nps_point").inner_text().count("2,700") == 2
