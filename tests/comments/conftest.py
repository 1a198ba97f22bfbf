"""The sample issue's proof, built once for all tests of comments."""

import pytest
from commenting import Proof, sample


@pytest.fixture(scope="session")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """The proof of the sample issue."""
    return sample(tmp_path_factory.mktemp("proof"))
