//! What every validator of tokens is asked for, item by item, and the tests that show it here. An item without a test,
//! or with one that is gone, fails.

/// An item: what has to be true, and who shows it, by `file::test`.
type Item = (u8, &'static str, &'static [&'static str]);

const SIGNATURE: &[Item] = &[
    (
        1,
        "the algorithm comes from the configuration, never from the token",
        &[
            "token::an_algorithm_is_never_taken_from_the_token",
            "token::other_algorithms_are_accepted_once_they_are_configured",
        ],
    ),
    (
        2,
        "`none` is refused in any case",
        &["token::none_in_any_case_is_refused"],
    ),
    (
        3,
        "a public key is no shared secret",
        &["token::a_public_key_is_never_a_shared_secret"],
    ),
    (
        4,
        "keys that a header brings along are neither used nor fetched",
        &["token::keys_that_a_token_brings_along_are_neither_used_nor_fetched"],
    ),
    (
        5,
        "`crit`, `b64` and `zip` are refused",
        &["token::header_members_that_change_the_meaning_are_refused"],
    ),
    (
        6,
        "a key id is a key of a map, and capped",
        &[
            "token::a_key_id_is_only_looked_up",
            "keys::a_key_id_of_any_length_is_only_looked_up",
        ],
    ),
    (
        7,
        "without a key id the set must have one usable key",
        &["token::a_token_without_key_id_needs_a_set_of_exactly_one_usable_key"],
    ),
    (
        8,
        "a bad key is left out, and spoils no other",
        &[
            "keys::a_bad_key_is_left_out_and_spoils_no_other",
            "keys::of_two_keys_with_one_name_neither_is_used",
            "keys::a_member_that_stands_twice_spoils_its_key_alone",
        ],
    ),
    (
        9,
        "base64url is strict",
        &[
            "token::base64url_is_strict_in_every_part",
            "token::bits_beyond_the_last_byte_are_refused",
        ],
    ),
    (
        10,
        "three parts, and no work in proportion to nonsense",
        &["token::a_token_has_exactly_three_parts"],
    ),
    (
        11,
        "size and depth are capped",
        &[
            "token::length_is_looked_at_before_anything_is_decoded",
            "token::deep_nesting_is_refused_and_harms_nobody",
            "not_json::what_never_stops_opening_is_refused_before_the_stack_ends",
        ],
    ),
    (
        12,
        "no member twice, and nothing that is no JSON",
        &[
            "token::a_member_that_stands_twice_is_refused",
            "not_json::no_payload_that_is_no_json_is_accepted_wherever_it_goes_wrong",
            "not_json::no_header_that_is_no_json_is_accepted_wherever_it_goes_wrong",
        ],
    ),
    (
        13,
        "nothing is granted before the signature is verified",
        &[
            "token::nothing_is_granted_before_the_signature_is_verified",
            "token::cheap_checks_come_first_and_fetch_nothing",
            "tenants::the_application_is_asked_about_nothing_that_is_refused_anyway",
        ],
    ),
    (
        14,
        "callers are told nothing, and logs hold no token",
        &[
            "answers::every_bad_token_gets_the_same_answer_and_its_own_log_line",
            "token::logs_never_hold_a_token",
        ],
    ),
    (
        15,
        "what is remembered is found by the whole token, and ends with it",
        &[
            "cache::tokens_that_begin_alike_are_told_apart",
            "cache::nothing_is_remembered_beyond_the_end_of_its_token",
            "cache::a_strict_cache_keeps_no_token",
        ],
    ),
];

const CLAIMS: &[Item] = &[
    (
        16,
        "`exp`",
        &[
            "claims::a_token_ends_with_its_expiry_and_a_minute",
            "claims::an_expiry_that_is_no_time_is_refused",
        ],
    ),
    (
        17,
        "`iat` and `nbf`",
        &["claims::a_token_from_the_future_is_refused"],
    ),
    (
        18,
        "`aud`",
        &["claims::an_audience_is_one_of_those_configured_byte_for_byte"],
    ),
    (
        19,
        "`iss`",
        &["claims::an_issuer_is_the_configured_one_byte_for_byte"],
    ),
    (
        20,
        "`typ`",
        &["token::only_access_tokens_are_accepted_by_type"],
    ),
    (
        21,
        "an ID token is no access token, and the reverse",
        &[
            "claims::an_id_token_is_no_access_token",
            "id_tokens::what_a_directory_issues_for_one_use_is_not_taken_for_the_other",
            "id_tokens::an_access_token_is_no_id_token",
        ],
    ),
    (
        22,
        "nobody is known by a mail address",
        &[
            "claims::somebody_is_known_by_object_or_subject_and_never_by_mail",
            "guard::an_identity_is_its_object_never_its_mail_address",
            "authorities::each_authority_vouches_for_its_own_and_no_two_people_have_one_key",
        ],
    ),
    (
        23,
        "unknown claims and their order mean nothing",
        &["claims::unknown_claims_and_their_order_mean_nothing"],
    ),
    (
        24,
        "a token comes from its header alone",
        &[
            "guard::no_header_or_query_changes_the_method_or_switches_a_check_off",
            "answers::a_header_that_is_no_credential_is_an_invalid_request",
        ],
    ),
    (
        25,
        "challenges, and no caches",
        &[
            "answers::without_credentials_the_challenge_names_no_error",
            "answers::a_scope_that_alone_was_missing_is_named_and_no_role_ever",
        ],
    ),
];

const KEYS: &[Item] = &[
    (
        26,
        "the metadata's own issuer",
        &[
            "keys::metadata_must_name_the_authority_as_its_issuer",
            "tenants::a_template_is_for_several_tenants_and_must_be_one",
        ],
    ),
    (
        27,
        "https, and good certificates",
        &[
            "keys::keys_come_over_https_or_from_this_machine",
            "keys::http_is_warned_of",
            "tls::bad_certificates_are_refused",
        ],
    ),
    (
        28,
        "no redirects, capped bodies, time-outs",
        &[
            "keys::redirects_are_not_followed",
            "keys::what_is_no_key_set_changes_nothing",
            "keys::an_authority_that_does_not_answer_is_not_waited_for",
        ],
    ),
    (
        29,
        "rotation",
        &[
            "keys::a_new_key_is_fetched_once_and_then_accepted",
            "keys::a_key_that_was_dropped_is_refused_after_the_next_fetch",
        ],
    ),
    (
        30,
        "invented key ids",
        &[
            "keys::invented_key_ids_cost_one_fetch_per_cooldown",
            "keys::ten_thousand_callers_with_invented_keys_cost_one_fetch_and_few_of_them_wait",
            "authorities::invented_keys_of_one_cost_the_others_no_request",
        ],
    ),
    (
        31,
        "an authority that is down, at the start and later",
        &[
            "keys::an_engine_starts_without_its_authority_and_recovers",
            "keys::in_an_outage_the_last_good_keys_serve_for_a_day",
            "cache::keys_that_are_too_old_take_their_tokens_along",
            "authorities::the_outage_of_one_leaves_the_others_working",
        ],
    ),
    (
        32,
        "a key of one issuer never verifies a token of another",
        &[
            "keys::a_key_of_one_issuer_never_verifies_a_token_of_another",
            "authorities::a_key_of_one_never_verifies_a_token_of_another",
            "authorities::whose_a_token_is_turns_on_its_issuer_byte_for_byte",
            "authorities::no_bad_token_is_any_better_for_other_authorities",
            "overlaps::no_two_authorities_may_have_issued_one_token",
        ],
    ),
    (
        33,
        "nothing in a request changes what is fetched or told",
        &["answers::nothing_in_a_request_changes_what_is_fetched_or_told"],
    ),
    (
        34,
        "so many keys and no more",
        &["keys::only_so_many_keys_are_looked_at"],
    ),
];

const ENTRA: &[Item] = &[
    (
        67,
        "versions 2.0 and 1.0",
        &[
            "claims::a_token_of_version_one_tells_the_developer_what_to_change",
            "versions::tokens_of_both_versions_are_taken_where_the_first_is",
            "versions::tokens_of_the_first_version_are_refused_by_default",
            "versions::the_names_of_one_version_do_not_stand_in_for_those_of_the_other",
            "id_tokens::an_id_token_is_for_the_client_id_alone",
        ],
    ),
    (
        68,
        "`tid`, once, and within `iss`",
        &[
            "claims::a_tenant_is_the_configured_one_in_lower_case",
            "token::a_claim_in_two_spellings_is_refused",
            "tenants::the_tenant_is_the_one_in_the_issuer_though_both_are_listed",
        ],
    ),
    (
        69,
        "the issuer template",
        &["tenants::a_template_is_for_several_tenants_and_must_be_one"],
    ),
    (
        70,
        "the issuer of the signing key",
        &[
            "keys::a_key_signs_for_no_issuer_but_its_own",
            "tenants::a_key_of_personal_accounts_signs_for_no_other_tenant",
        ],
    ),
    (
        71,
        "the cloud of the signing key",
        &["keys::a_key_of_another_cloud_is_not_used"],
    ),
    (
        72,
        "several tenants are a list, or the application's word",
        &[
            "tenants::of_several_tenants_those_on_the_list_are_taken",
            "tenants::personal_accounts_count_only_where_their_tenant_is_listed",
            "tenants::which_tenants_count_is_said_once_and_without_contradiction",
        ],
    ),
    (
        73,
        "tokens for Microsoft Graph",
        &["token::a_token_for_microsoft_graph_tells_the_developer_what_to_ask_for"],
    ),
    (
        74,
        "applications in their own name",
        &["claims::an_application_is_told_from_a_person"],
    ),
    (
        75,
        "neither roles nor scopes are no rights",
        &["claims::without_roles_and_scopes_an_application_has_no_rights_and_a_person_no_entry"],
    ),
    (
        76,
        "roles and scopes count exactly, `wids` never",
        &[
            "claims::roles_and_scopes_count_exactly",
            "groups::directory_roles_are_never_groups",
        ],
    ),
    (
        77,
        "groups that are too many are unknown, and nobody asks the token where to fetch them",
        &[
            "claims::groups_that_are_too_many_are_unknown_and_not_none",
            "overage::nobody_passes_by_what_is_unknown_and_nothing_else_is_lost",
            "overage::every_spelling_of_too_many_is_unknown",
            "graph/known::the_address_in_a_token_is_never_asked",
            "graph/unreachable::whoever_was_proven_stays_proven_and_nobody_passes_by_what_is_not_told",
        ],
    ),
    (
        78,
        "which applications may call, and how they proved themselves",
        &[
            "clients::an_application_that_is_not_listed_may_not_call",
            "clients::an_application_proves_itself_at_least_as_well_as_is_asked_for",
        ],
    ),
    (
        79,
        "guests",
        &["guests::a_guest_is_refused_unless_guests_are_let_in"],
    ),
    (
        80,
        "how old a token may be",
        &[
            "clients::a_token_that_is_too_old_is_refused_though_it_lives",
            "clients::what_is_remembered_grows_too_old_as_well",
            "trouble::an_access_token_outlives_the_sign_in_that_was_revoked",
        ],
    ),
    (
        81,
        "a caller's token is exchanged and never forwarded, kept by its hash, and what a person is wanted for is passed on",
        &[
            "on_behalf::the_person_stays_the_same",
            "on_behalf::what_was_sent_is_told_the_authority_alone",
            "on_behalf::what_is_kept_is_of_one_assertion_and_its_scopes",
            "on_behalf::only_a_persons_own_token_of_the_same_tenant_is_exchanged",
            "on_behalf::what_the_authority_wants_of_a_person_is_passed_on",
        ],
    ),
    (
        82,
        "an application asks for one resource and `.default`, once at a time, and before its token ends",
        &[
            "tokens::a_token_is_kept_until_shortly_before_its_end",
            "tokens::a_scope_is_one_resource_and_default",
            "tokens::those_who_ask_at_once_wait_for_one_answer",
            "tokens::each_resource_has_a_token_of_its_own",
        ],
    ),
    (
        83,
        "a device asks at its interval, seldomer when told to, and no more once it ended; its page holds no secret",
        &[
            "device::a_person_signs_in_to_a_device",
            "device::an_authority_that_is_asked_too_often_is_asked_seldomer",
            "device::what_ends_a_sign_in_is_told_and_not_asked_again",
            "device::a_code_that_nobody_types_ends_by_itself",
            "device::a_person_is_shown_a_page_and_a_code_and_no_secret",
        ],
    ),
];

const FILES: &[(&str, &str)] = &[
    ("answers", include_str!("answers.rs")),
    ("authorities", include_str!("authorities.rs")),
    ("cache", include_str!("cache.rs")),
    ("claims", include_str!("claims.rs")),
    ("clients", include_str!("clients.rs")),
    ("device", include_str!("device.rs")),
    ("graph/known", include_str!("graph/known.rs")),
    ("graph/unreachable", include_str!("graph/unreachable.rs")),
    ("groups", include_str!("groups.rs")),
    ("guard", include_str!("guard.rs")),
    ("guests", include_str!("guests.rs")),
    ("id_tokens", include_str!("id_tokens.rs")),
    ("keys", include_str!("keys.rs")),
    ("on_behalf", include_str!("on_behalf.rs")),
    ("not_json", include_str!("not_json.rs")),
    ("overage", include_str!("overage.rs")),
    ("overlaps", include_str!("overlaps.rs")),
    ("tenants", include_str!("tenants.rs")),
    ("tls", include_str!("tls.rs")),
    ("token", include_str!("token.rs")),
    ("tokens", include_str!("tokens.rs")),
    ("trouble", include_str!("trouble.rs")),
    ("versions", include_str!("versions.rs")),
];

#[test]
fn every_item_is_shown_by_a_test_that_is_there() {
    for (number, what, shown_by) in [SIGNATURE, CLAIMS, KEYS, ENTRA].into_iter().flatten() {
        assert!(!shown_by.is_empty(), "{number}, {what}: by nobody");
        for test in *shown_by {
            assert!(is_there(test), "{number}, {what}: `{test}` is gone");
        }
    }
}

#[test]
fn no_item_is_left_out() {
    let numbers: Vec<_> = [SIGNATURE, CLAIMS, KEYS, ENTRA]
        .into_iter()
        .flatten()
        .map(|(number, ..)| *number)
        .collect();
    let expected: Vec<_> = (1..=34).chain(67..=83).collect();
    assert_eq!(numbers, expected);
}

/// Whether the file has such a function, and it is run.
fn is_there(test: &str) -> bool {
    let Some((file, name)) = test.split_once("::") else {
        return false;
    };
    let Some((_, text)) = FILES.iter().find(|(known, _)| *known == file) else {
        return false;
    };
    let mut before = "";
    text.lines().any(|line| {
        let is_run = before == "#[test]" || before.starts_with("#[tokio::test");
        before = line;
        is_run && line.contains(&format!("fn {name}("))
    })
}
