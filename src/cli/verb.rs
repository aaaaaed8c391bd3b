//! The expansion of the table of verbs in `cli.rs`: the parsed enum, and how each verb is run.

/// Generates the enum of verbs from their table. The row
///
/// ```text
/// List        "list"        (list::List)               filter,
/// ```
///
/// becomes the variant `List(list::List)`, which is written `list` and whose help is that of its arguments, and an
/// arm of `Verb::run`. The last word determines what the verb works on:
///
/// | | works on | is run by |
/// |---|---|---|
/// | `context` | the open file and its user | `env.on_file(options, \|cx\| it.run(cx))` |
/// | `filter` | the same; a dash before a word negates it | the same |
/// | `screen` | the same, or the full screen if `it.on_screen()` names a ceremony | the same, or `request.open(env,
/// options)` |
/// | `environment` | the environment, before a file is open | `it.run(env, options)` |
/// | `definition` | the definition of the command line | `it.run(Arguments::command(), options)` |
macro_rules! verbs {
    ($($verb:ident $name:literal ($arguments:ty) $way:ident,)+) => {
        #[derive(Debug, clap::Subcommand)]
        enum Verb {
            $(#[command(name = $name)] $verb($arguments),)+
        }

        impl Verb {
            /// Returns the name of the verb.
            fn name(&self) -> &'static str {
                match self { $(Self::$verb(_) => $name,)+ }
            }

            /// Returns whether the words after this verb are a filter.
            fn takes_filter(name: &str) -> bool {
                [$(($name, stringify!($way))),+].contains(&(name, "filter"))
            }

            /// Runs the verb.
            fn run(&self, env: &mut VerbEnvironment<'_>, options: &GlobalOptions) -> CommandResult {
                match self { $(Self::$verb(it) => $crate::cli::verb::run_verb!($way it env options),)+ }
            }
        }
    };
}
pub(super) use verbs;

/// The call that runs a verb, by the last word of its row.
macro_rules! run_verb {
    (context $it:ident $env:ident $options:ident) => {
        $env.on_file($options, |cx| $it.run(cx))
    };
    (filter $it:ident $env:ident $options:ident) => {
        $env.on_file($options, |cx| $it.run(cx))
    };
    (screen $it:ident $env:ident $options:ident) => {
        match $it.on_screen().filter(|_| $env.start.is_some() && !$options.json) {
            Some(request) => request.open($env, $options),
            None => $env.on_file($options, |cx| $it.run(cx)),
        }
    };
    (environment $it:ident $env:ident $options:ident) => {
        $it.run($env, $options)
    };
    (definition $it:ident $env:ident $options:ident) => {
        $it.run(Arguments::command(), $options)
    };
}
pub(super) use run_verb;
