import pytest

pytestmark = [pytest.mark.slow, pytest.mark.req("R-02")]


@pytest.mark.req("R-01", "R-99")
def test_it_carries_an_id_that_is_not_in_the_list() -> None:
    assert True


@pytest.mark.parametrize("x", [1])
@pytest.mark.req("R-01")
class TestMore:
    pass
