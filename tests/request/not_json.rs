//! What is no JSON, case by case, under the names that the JSON parsing test suite gives them
//! (<https://github.com/nst/JSONTestSuite>): every text that a parser must reject is refused in a payload and in a header,
//! though it was signed. A reader that takes one of them could be shown another token than we are.

use rolecall::Fault;
use rolecall_tests::world;

/// Texts that stand for a value.
const VALUES: &[(&str, &[u8])] = &[
    ("n_array_1_true_without_comma", b"[1 true]"),
    ("n_array_a_invalid_utf8", b"[a\xe5]"),
    ("n_array_colon_instead_of_comma", b"[\"\": 1]"),
    ("n_array_comma_after_close", b"[\"\"],"),
    ("n_array_comma_and_number", b"[,1]"),
    ("n_array_double_comma", b"[1,,2]"),
    ("n_array_double_extra_comma", b"[\"x\",,]"),
    ("n_array_extra_close", b"[\"x\"]]"),
    ("n_array_extra_comma", b"[\"\",]"),
    ("n_array_incomplete", b"[\"x\""),
    ("n_array_incomplete_invalid_value", b"[x"),
    ("n_array_inner_array_no_comma", b"[3[4]]"),
    ("n_array_invalid_utf8", b"[\xff]"),
    ("n_array_items_separated_by_semicolon", b"[1:2]"),
    ("n_array_just_comma", b"[,]"),
    ("n_array_just_minus", b"[-]"),
    ("n_array_missing_value", b"[   , \"\"]"),
    ("n_array_newlines_unclosed", b"[\"a\",\n4\n,1,"),
    ("n_array_number_and_comma", b"[1,]"),
    ("n_array_number_and_several_commas", b"[1,,]"),
    ("n_array_spaces_vertical_tab_formfeed", b"[\"\x0ba\"\\f]"),
    ("n_array_star_inside", b"[*]"),
    ("n_array_unclosed", b"[\"\""),
    ("n_array_unclosed_trailing_comma", b"[1,"),
    ("n_array_unclosed_with_new_lines", b"[1,\n1\n,1"),
    ("n_array_unclosed_with_object_inside", b"[{}"),
    ("n_incomplete_false", b"[fals]"),
    ("n_incomplete_null", b"[nul]"),
    ("n_incomplete_true", b"[tru]"),
    ("n_multidigit_number_then_00", b"123\0"),
    ("n_number_++", b"[++1234]"),
    ("n_number_+1", b"[+1]"),
    ("n_number_+Inf", b"[+Inf]"),
    ("n_number_-01", b"[-01]"),
    ("n_number_-1.0.", b"[-1.0.]"),
    ("n_number_-2.", b"[-2.]"),
    ("n_number_-NaN", b"[-NaN]"),
    ("n_number_.-1", b"[.-1]"),
    ("n_number_.2e-3", b"[.2e-3]"),
    ("n_number_0.1.2", b"[0.1.2]"),
    ("n_number_0.3e", b"[0.3e]"),
    ("n_number_0.3e+", b"[0.3e+]"),
    ("n_number_0.e1", b"[0.e1]"),
    ("n_number_0_capital_E", b"[0E]"),
    ("n_number_0_capital_E+", b"[0E+]"),
    ("n_number_0e", b"[0e]"),
    ("n_number_0e+", b"[0e+]"),
    ("n_number_1.0e", b"[1.0e]"),
    ("n_number_1.0e+", b"[1.0e+]"),
    ("n_number_1.0e-", b"[1.0e-]"),
    ("n_number_1_000", b"[1 000.0]"),
    ("n_number_1eE2", b"[1eE2]"),
    ("n_number_2.e+3", b"[2.e+3]"),
    ("n_number_2.e-3", b"[2.e-3]"),
    ("n_number_2.e3", b"[2.e3]"),
    ("n_number_9.e+", b"[9.e+]"),
    ("n_number_Inf", b"[Inf]"),
    ("n_number_NaN", b"[NaN]"),
    (
        "n_number_U+FF11_fullwidth_digit_one",
        "[\u{ff11}]".as_bytes(),
    ),
    ("n_number_expression", b"[1+2]"),
    ("n_number_hex_1_digit", b"[0x1]"),
    ("n_number_hex_2_digits", b"[0x42]"),
    ("n_number_infinity", b"[Infinity]"),
    ("n_number_invalid+-", b"[0e+-1]"),
    ("n_number_invalid-negative-real", b"[-123.123foo]"),
    ("n_number_invalid-utf-8-in-bigger-int", b"[123\xe5]"),
    ("n_number_invalid-utf-8-in-exponent", b"[1e1\xe5]"),
    ("n_number_invalid-utf-8-in-int", b"[0\xe5]"),
    ("n_number_minus_infinity", b"[-Infinity]"),
    ("n_number_minus_sign_with_trailing_garbage", b"[-foo]"),
    ("n_number_minus_space_1", b"[- 1]"),
    ("n_number_neg_int_starting_with_zero", b"[-012]"),
    ("n_number_neg_real_without_int_part", b"[-.123]"),
    ("n_number_neg_with_garbage_at_end", b"[-1x]"),
    ("n_number_-00.0", b"[-00.0]"),
    ("n_number_-00e0", b"[-00e0]"),
    ("n_number_00.0", b"[00.0]"),
    ("n_number_00e0", b"[00e0]"),
    ("n_number_real_garbage_after_e", b"[1ea]"),
    ("n_number_real_with_invalid_utf8_after_e", b"[1e\xe5]"),
    ("n_number_real_without_fractional_part", b"[1.]"),
    ("n_number_starting_with_dot", b"[.123]"),
    ("n_number_with_alpha", b"[1.2a-3]"),
    ("n_number_with_alpha_char", b"[1.8011670033376514H-308]"),
    ("n_number_with_leading_zero", b"[012]"),
    ("n_object_bad_value", b"[\"x\", truth]"),
    ("n_object_bracket_key", b"{[: \"x\"}"),
    ("n_object_comma_instead_of_colon", b"{\"x\", null}"),
    ("n_object_double_colon", b"{\"x\"::\"b\"}"),
    ("n_object_emoji", "{\u{1f1e8}\u{1f1ed}}".as_bytes()),
    ("n_object_garbage_at_end", b"{\"a\":\"a\" 123}"),
    ("n_object_key_with_single_quotes", b"{key: 'value'}"),
    (
        "n_object_lone_continuation_byte_in_key_and_trailing_comma",
        b"{\"\xb9\":\"0\",}",
    ),
    ("n_object_missing_colon", b"{\"a\" b}"),
    ("n_object_missing_key", b"{:\"b\"}"),
    ("n_object_missing_semicolon", b"{\"a\" \"b\"}"),
    ("n_object_missing_value", b"{\"a\":"),
    ("n_object_no-colon", b"{\"a\""),
    ("n_object_non_string_key", b"{1:1}"),
    (
        "n_object_non_string_key_but_huge_number_instead",
        b"{9999E9999:1}",
    ),
    ("n_object_repeated_null_null", b"{null:null,null:null}"),
    ("n_object_several_trailing_commas", b"{\"id\":0,,,,,}"),
    ("n_object_single_quote", b"{'a':0}"),
    ("n_object_trailing_comma", b"{\"id\":0,}"),
    ("n_object_trailing_comment", b"{\"a\":\"b\"}/**/"),
    ("n_object_trailing_comment_open", b"{\"a\":\"b\"}/**//"),
    ("n_object_trailing_comment_slash_open", b"{\"a\":\"b\"}//"),
    (
        "n_object_trailing_comment_slash_open_incomplete",
        b"{\"a\":\"b\"}/",
    ),
    (
        "n_object_two_commas_in_a_row",
        b"{\"a\":\"b\",,\"c\":\"d\"}",
    ),
    ("n_object_unquoted_key", b"{a: \"b\"}"),
    ("n_object_unterminated-value", b"{\"a\":\"a"),
    (
        "n_object_with_single_string",
        b"{ \"foo\" : \"bar\", \"a\" }",
    ),
    ("n_object_with_trailing_garbage", b"{\"a\":\"b\"}#"),
    ("n_single_space", b" "),
    ("n_string_1_surrogate_then_escape", b"[\"\\uD800\\\"]"),
    ("n_string_1_surrogate_then_escape_u", b"[\"\\uD800\\u\"]"),
    ("n_string_1_surrogate_then_escape_u1", b"[\"\\uD800\\u1\"]"),
    (
        "n_string_1_surrogate_then_escape_u1x",
        b"[\"\\uD800\\u1x\"]",
    ),
    ("n_string_accentuated_char_no_quotes", "[\u{e9}]".as_bytes()),
    ("n_string_backslash_00", b"[\"\\\0\"]"),
    ("n_string_escape_x", b"[\"\\x00\"]"),
    ("n_string_escaped_backslash_bad", b"[\"\\\\\\\"]"),
    ("n_string_escaped_ctrl_char_tab", b"[\"\\\t\"]"),
    ("n_string_escaped_emoji", "[\"\\\u{1f300}\"]".as_bytes()),
    ("n_string_incomplete_escape", b"[\"\\\"]"),
    ("n_string_incomplete_escaped_character", b"[\"\\u00A\"]"),
    ("n_string_incomplete_surrogate", b"[\"\\uD834\\uDd\"]"),
    (
        "n_string_incomplete_surrogate_escape_invalid",
        b"[\"\\uD800\\uD800\\x\"]",
    ),
    ("n_string_invalid-utf-8-in-escape", b"[\"\\u\xe5\"]"),
    ("n_string_invalid_backslash_esc", b"[\"\\a\"]"),
    ("n_string_invalid_unicode_escape", b"[\"\\uqqqq\"]"),
    ("n_string_invalid_utf8_after_escape", b"[\"\\\xe5\"]"),
    ("n_string_leading_uescaped_thinspace", b"[\\u0020\"asd\"]"),
    ("n_string_no_quotes_with_bad_escape", b"[\\n]"),
    ("n_string_octal_escape", b"[\"\\012\"]"),
    ("n_string_single_doublequote", b"\""),
    ("n_string_single_quote", b"['single quote']"),
    ("n_string_single_string_no_double_quotes", b"abc"),
    ("n_string_start_escape_unclosed", b"[\"\\"),
    ("n_string_unescaped_ctrl_char", b"[\"a\0a\"]"),
    ("n_string_unescaped_newline", b"[\"new\nline\"]"),
    ("n_string_unescaped_tab", b"[\"\t\"]"),
    ("n_string_unicode_CapitalU", b"\"\\UA66D\""),
    ("n_string_with_trailing_garbage", b"\"\"x"),
    ("n_structure_U+2060_word_joined", "[\u{2060}]".as_bytes()),
    ("n_structure_angle_bracket_.", b"<.>"),
    ("n_structure_angle_bracket_null", b"[<null>]"),
    ("n_structure_array_trailing_garbage", b"[1]x"),
    ("n_structure_array_with_extra_array_close", b"[1]]"),
    ("n_structure_array_with_unclosed_string", b"[\"asd]"),
    ("n_structure_ascii-unicode-identifier", "a\u{e5}".as_bytes()),
    ("n_structure_capitalized_True", b"[True]"),
    ("n_structure_close_unopened_array", b"1]"),
    (
        "n_structure_comma_instead_of_closing_brace",
        b"{\"x\": true,",
    ),
    ("n_structure_double_array", b"[][]"),
    ("n_structure_end_array", b"]"),
    ("n_structure_incomplete_UTF8_BOM", b"\xef\xbb{}"),
    ("n_structure_lone-invalid-utf-8", b"\xe5"),
    ("n_structure_lone-open-bracket", b"["),
    ("n_structure_no_data", b""),
    ("n_structure_null-byte-outside-string", b"[\0]"),
    ("n_structure_number_with_trailing_garbage", b"2@"),
    ("n_structure_object_followed_by_closing_object", b"{}}"),
    ("n_structure_object_unclosed_no_value", b"{\"\":"),
    (
        "n_structure_object_with_comment",
        b"{\"a\":/*comment*/\"b\"}",
    ),
    (
        "n_structure_object_with_trailing_garbage",
        b"{\"a\": true} \"x\"",
    ),
    ("n_structure_open_array_apostrophe", b"['"),
    ("n_structure_open_array_comma", b"[,"),
    ("n_structure_open_array_open_object", b"[{"),
    ("n_structure_open_array_open_string", b"[\"a"),
    ("n_structure_open_array_string", b"[\"a\""),
    ("n_structure_open_object", b"{"),
    ("n_structure_open_object_close_array", b"{]"),
    ("n_structure_open_object_comma", b"{,"),
    ("n_structure_open_object_open_array", b"{["),
    ("n_structure_open_object_open_string", b"{\"a"),
    ("n_structure_open_object_string_with_apostrophes", b"{'a'"),
    ("n_structure_open_open", b"[\"\\{[\"\\{[\"\\{[\"\\{"),
    ("n_structure_single_eacute", b"\xe9"),
    ("n_structure_single_star", b"*"),
    ("n_structure_trailing_#", b"{\"a\":\"b\"}#{}"),
    ("n_structure_unclosed_array", b"[1"),
    ("n_structure_unclosed_array_partial_null", b"[ false, nul"),
    (
        "n_structure_unclosed_array_unfinished_false",
        b"[ true, fals",
    ),
    (
        "n_structure_unclosed_array_unfinished_true",
        b"[ false, tru",
    ),
    ("n_structure_unclosed_object", b"{\"asd\":\"asd\""),
    ("n_structure_unicode-identifier", "\u{e5}".as_bytes()),
    ("n_structure_UTF8_BOM_no_data", b"\xef\xbb\xbf"),
    (
        "n_structure_whitespace_U+2060_word_joiner",
        "\u{2060}".as_bytes(),
    ),
    ("n_structure_whitespace_formfeed", b"[\x0c]"),
];

/// An honest text with one member more, whose value is `value`.
fn with_a_member(honest: &str, value: &[u8]) -> Vec<u8> {
    let (members, _) = honest.rsplit_once('}').expect("an object");
    [members.as_bytes(), b",\"more\":", value, b"}"].concat()
}

#[tokio::test]
async fn no_payload_that_is_no_json_is_accepted_wherever_it_goes_wrong() {
    let world = world().await;
    let honest = world.user().payload.to_string();
    for (name, text) in VALUES {
        for payload in [with_a_member(&honest, text), text.to_vec()] {
            let fault = world.refuses(&world.user().sign_payload(payload)).await;
            assert!(matches!(fault, Fault::Malformed(_)), "{name}: {fault}");
        }
    }
}

#[tokio::test]
async fn no_header_that_is_no_json_is_accepted_wherever_it_goes_wrong() {
    let world = world().await;
    let honest = world.user().header.to_string();
    for (name, text) in VALUES {
        for header in [with_a_member(&honest, text), text.to_vec()] {
            let fault = world.refuses(&world.user().sign_header(header)).await;
            assert!(matches!(fault, Fault::Malformed(_)), "{name}: {fault}");
        }
    }
}

/// A hundred thousand brackets: no stack is deep enough for a reader that follows them.
#[tokio::test]
async fn what_never_stops_opening_is_refused_before_the_stack_ends() {
    let world = world().await;
    let honest = world.user().payload.to_string();
    for (name, opening) in [
        ("n_structure_100000_opening_arrays", "["),
        ("n_structure_open_array_object", "[{\"\":"),
    ] {
        // As many as fit into a token.
        let text = opening.repeat(20_000 / opening.len());
        let payload = with_a_member(&honest, text.as_bytes());
        let fault = world.refuses(&world.user().sign_payload(payload)).await;
        assert!(matches!(fault, Fault::Malformed(_)), "{name}: {fault}");
    }
}

/// What is JSON stays JSON: the table above would be met by refusing everything.
#[tokio::test]
async fn a_member_that_is_json_harms_nobody() {
    let world = world().await;
    let honest = world.user().payload.to_string();
    for text in [
        "[1,true]",
        "{\"a\":null}",
        "\"\\u00e9\"",
        "-0.1e-3",
        " [ ] ",
        "\"\u{1f600}\"",
    ] {
        let payload = with_a_member(&honest, text.as_bytes());
        world.accepts(&world.user().sign_payload(payload)).await;
    }
}
