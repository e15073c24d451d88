"""What a token is worth at `documents`."""

READS = (200, 403, 403)
WRITES = (200, 201, 403)
REMOVES = (200, 201, 204)
NOTHING = (403, 403, 403)
REFUSED = (401, 401, 401)


def rights(documents, result):
    """The answers to reading, to writing, and to removing what was written, for whoever has the access token."""
    assert "access_token" in result, result
    caller = documents.caller(result["access_token"])
    created = caller.post("/documents", "Minutes")
    path = f"/documents/{created.json()['id']}" if created.status_code == 201 else "/documents/1"
    read = caller.get("/documents").status_code
    return (read, created.status_code, caller.delete(path).status_code)


def who(documents, result):
    """Whom `documents` takes the caller for."""
    return documents.caller(result["access_token"]).get("/me").json()


def is_refused(result, error, number):
    """MSAL hands an authority's refusal on as it came."""
    assert result.get("error") == error, result
    assert result["error_codes"] == [number], result
    assert result["error_description"].startswith(f"AADSTS{number}: ")
    assert {"timestamp", "trace_id", "correlation_id"} <= result.keys()
