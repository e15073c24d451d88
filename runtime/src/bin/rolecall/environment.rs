//! The environment, where arguments are read from too: a variable that is set to nothing counts as not set.

use std::env;

use clap::builder::Resettable;
use clap::{Arg, Command};

/// The command with its verbs, none of which is told of an empty variable.
pub(crate) fn without_the_empty(command: Command) -> Command {
    command.mut_subcommands(|verb| verb.mut_args(unless_empty))
}

fn unless_empty(argument: Arg) -> Arg {
    let value = argument.get_env().and_then(env::var_os);
    let is_empty = value.is_some_and(|value| value.to_string_lossy().trim().is_empty());
    if is_empty {
        argument.env(Resettable::Reset)
    } else {
        argument
    }
}
