"""The document is OpenAPI 3.1: by a validator that is not ours, and by the official JSON schema itself."""

import pytest
import requests
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from openapi_spec_validator.schemas import schema_v31


@pytest.fixture(scope="session")
def document(documents):
    return requests.get(f"{documents.url}/openapi.json", timeout=30).json()


def test_an_independent_validator_finds_nothing(document):
    errors = [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()]
    assert errors == []


def test_it_is_valid_by_the_official_schema(document):
    errors = [error.message for error in Draft202012Validator(dict(schema_v31)).iter_errors(document)]
    assert errors == []


def test_what_is_wrong_is_found(document):
    """The test of the test."""
    wrong = document | {"paths": {"/x": {"get": {"responses": {"200": {}}}}}}
    assert list(OpenAPIV31SpecValidator(wrong).iter_errors())
    assert list(Draft202012Validator(dict(schema_v31)).iter_errors({"openapi": "3.1.0"}))


def test_no_alternative_asks_for_two_schemes(document):
    """Both would go into one header."""
    operations = [one for item in document["paths"].values() for one in item.values()]
    assert all(len(alternative) <= 1 for one in operations for alternative in one["security"])
    named = {scheme for one in operations for alternative in one["security"] for scheme in alternative}
    assert named == set(document["components"]["securitySchemes"])
