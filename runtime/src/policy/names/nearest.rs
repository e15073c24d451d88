//! The declared names that were probably meant by one that is not declared.

/// The names that are the same but for case, or a letter or two away; the nearest first, and no more than three.
pub(crate) fn nearest<'a>(word: &str, declared: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    const SUGGESTED: usize = 3;
    let letters = word.chars().count();
    let allowed = (letters / 3).clamp(1, 2);
    let lower = word.to_lowercase();
    let near = declared.filter_map(|name| {
        let distance = strsim::damerau_levenshtein(&lower, &name.to_lowercase());
        (distance <= allowed && distance < letters).then_some((distance, name))
    });
    let mut near: Vec<_> = near.collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.truncate(SUGGESTED);
    near.into_iter().map(|(_, name)| name).collect()
}
