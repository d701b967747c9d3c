//! Every code a diagnostic can carry, with its long text. A code is never reused.

/// Writes the enum, its stable names and its long texts from one table.
macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $code:literal ),+ $(,)?) => {
        /// What a diagnostic is about. The name of a code (`R0101`) is stable and never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $( $(#[doc = $doc])+ $name ),+ }

        impl Code {
            /// All of them, in the order of their names.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable name, such as `R0101`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The doc comment as the compiler keeps it: a blank before each line.
            const fn documentation(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc, "\n"),+)),+ }
            }

            /// The long text that `regimen explain` prints.
            #[must_use]
            pub fn explanation(self) -> String {
                let lines = self.documentation().lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
                lines.flat_map(|line| [line, "\n"]).collect()
            }
        }
    };
}

codes! {
    // R01: the file itself (source/)
    /// The file cannot be read as text.
    ///
    /// A plan is UTF-8; a byte-order mark is fine, and UTF-16 is recognised. Anything else (a code page such as
    /// Shift_JIS or Windows-1252, UTF-32) is refused, with the line of the first byte that does not fit, because guessing
    /// wrong would change names and paths silently. Save the file as UTF-8.
    NotUtf8 = "R0101",
    /// The file is larger than 16 MiB.
    ///
    /// No plan written by people comes near that size, so another file was most likely meant. Split a generated plan.
    FileTooLarge = "R0102",
    /// The file holds nothing.
    ///
    /// The file is empty, or has comments alone. A plan starts with the version of the language:
    ///
    /// ```yaml
    /// regimen: 1
    /// plan: my-plan
    /// ```
    EmptyFile = "R0103",
    /// The file holds a control character.
    ///
    /// NUL, escape and their like cannot be seen, steer terminals, and end lines for some programs and not for others;
    /// a carriage return without a line feed is one of them. Remove it. Where such a character is really meant, write it
    /// as an escape in double quotes: `"\x1B"`.
    ControlCharacter = "R0104",

    // R02: YAML (syntax/)
    /// The file is not YAML here.
    ///
    /// The reader met something that cannot stand at this place. Most often a colon, a comma or a bracket is missing
    /// just before. The section it stands in is not looked at further; the other sections are.
    ///
    /// ```yaml
    /// scope os.version == 6.1     # wrong: no colon behind the key
    /// scope: os.version == 6.1    # right
    /// ```
    YamlSyntax = "R0201",
    /// A value has to be put in quotes.
    ///
    /// YAML gives a meaning to some characters at the start of a value (`%` `@` `[` `{` `>` `|` `*` `&` `!` and quotes), and
    /// to `: ` and ` #` inside one. Put the whole value in single quotes; a single quote inside is doubled.
    ///
    /// ```yaml
    /// path: %windir%\Temp       # wrong
    /// path: '%windir%\Temp'     # right
    /// ```
    NeedsQuotes = "R0202",
    /// A bracket or a quote is never closed.
    ///
    /// Everything behind it was read as part of it. Close it, or put the whole value in single quotes if the character
    /// belongs to the text.
    Unclosed = "R0203",
    /// A line is indented in a way that fits nothing above it.
    ///
    /// Keys of one mapping and items of one list start in the same column, and what belongs to a key is indented deeper.
    ///
    /// ```yaml
    /// service:
    ///   name: sppsvc
    ///  status: running     # wrong: one column too far left
    /// ```
    Indentation = "R0204",
    /// A tab is used for indentation.
    ///
    /// YAML counts columns, and the width of a tab is anyone's guess. Indent with spaces.
    Tab = "R0205",
    /// A double-quoted text holds an escape that does not exist.
    ///
    /// In double quotes a backslash starts an escape (`\n`, `\t`, `\x1B`, `\u00e9`, `\\`). Windows paths are best
    /// written in single quotes, where a backslash is a backslash.
    ///
    /// ```yaml
    /// path: "C:\Windows"    # wrong
    /// path: 'C:\Windows'    # right
    /// ```
    BadEscape = "R0206",
    /// Anchors and aliases are not part of the language.
    ///
    /// `&name` and `*name` make a plan read differently from how it looks. Repeat the value, or use `each`, `maps` or
    /// `params`. A text that merely starts with `&` or `*` is put in single quotes.
    Anchor = "R0207",
    /// Tags are not part of the language.
    ///
    /// The type of a value comes from its field and not from `!tag`. Remove the tag; a text that merely starts with `!` is
    /// put in single quotes.
    Tag = "R0208",
    /// Merge keys are not part of the language.
    ///
    /// `<<` copies the keys of another mapping. Write the keys out.
    MergeKey = "R0209",
    /// Directives are not part of the language.
    ///
    /// A line that starts with `%`, such as `%YAML 1.2`, speaks to the YAML reader. Plans are YAML 1.2 always; remove it.
    Directive = "R0210",
    /// A file holds one plan.
    ///
    /// A second `---` starts a second document, which is not read. Put it into a file of its own.
    SecondDocument = "R0211",
    /// Lists and mappings are nested deeper than 64.
    ///
    /// The language needs about ten levels. A deeper file is generated wrongly, or made to exhaust the reader.
    TooDeep = "R0212",
    /// A key is not a text.
    ///
    /// A key is one scalar: no list, no mapping, and not empty.
    ///
    /// ```yaml
    /// [a, b]: x     # wrong
    /// ```
    BadKey = "R0213",

    // R03: the shape of the tree (syntax/de)
    /// A key is not known here.
    ///
    /// Unknown keys are errors, because a misspelt `when` that is silently left out would change every machine.
    /// Correct the name, or remove the key.
    UnknownKey = "R0301",
    /// A key stands twice in one mapping.
    ///
    /// Which of them counts would depend on the reader. Numbers that are equal are the same key, however they are written:
    /// `10` and `0x0A`. Remove one of them.
    DuplicateKey = "R0302",
    /// A key that is needed is missing.
    ///
    /// The mapping has no value for it and there is no default. Add the key.
    MissingKey = "R0303",
    /// A value is of another type than its field.
    ///
    /// A list where text belongs, text where a number belongs. Booleans are `true` and `false` and nothing else; integers
    /// are decimal or hex (`0xC004F074`); durations are a number and a unit (`90s`, `5m`, `2h`, `1d`).
    WrongType = "R0304",
    /// A word is none of those that are allowed here.
    ///
    /// The field takes one of a few words, which the message lists.
    UnknownWord = "R0305",
    /// A value is empty.
    ///
    /// The key has nothing behind it. Write the value, or remove the key; a text that is meant to be empty is `''`.
    EmptyValue = "R0306",
    /// A number is too large or too small for its field.
    ///
    /// The message says which numbers the field takes.
    NumberRange = "R0307",

    // R04: names (resolve/)
    /// A name cannot be an id.
    ///
    /// Ids are small letters, digits and `-`, a letter first: they become file names, registry values and labels. Words of
    /// the condition language (`and`, `none` ...) cannot be ids, nor names of devices (`con`, `nul` ...) the plan's.
    BadId = "R0401",
    /// Two things have one name.
    ///
    /// Checks, actions, maps and params share one set of names, so that a name in a condition means one thing.
    DuplicateName = "R0402",
    /// A name means nothing here.
    ///
    /// Conditions name checks, facts, params and results of actions (`id.changed`); `needs` and `after` name actions; texts
    /// insert maps, params, facts and `each` with `${name}`. The message suggests the nearest name.
    UnknownName = "R0403",
    /// `--set` names no param of the plan.
    ///
    /// Only what stands under `params` can be set from outside.
    UnknownParam = "R0404",
    /// A type does not exist.
    ///
    /// Params and maps are boolean, integer, text, version, path, product-key, or one of the enumerations of the facts.
    UnknownType = "R0405",
    /// A value is not of its type, or not one of the values that are allowed.
    ///
    /// A param's default, its `--set` value and a map's entries are read as the type that the plan gives them.
    WrongValue = "R0406",
    /// A title is not one line of text.
    ///
    /// Titles stand in logs and headers. Longer text goes into `description`.
    BadTitle = "R0407",
    /// The plan is written for another version of the language.
    ///
    /// This compiler reads `regimen: 1`.
    LanguageVersion = "R0408",
    /// The parts of the language that this version does not have yet.
    ///
    /// The message says what there is instead. A plan that needs more waits for a later version: nothing is left out
    /// silently.
    NotYet = "R0409",

    /// A param has no value.
    ///
    /// `check` goes on with the value unknown; `build` needs it, from `--set name=value` or the param's `default`.
    UnsetParam = "R0410",

    // R05: conditions (condition/)
    /// A condition cannot be read.
    ///
    /// Tests are joined by `and`, `or`, `not` and brackets; values are compared by `== != < <= > >=`, `in` and `like`; text
    /// stands in single quotes. Since YAML cuts a plain value at ` #` and trips over `: `, long conditions are best put in
    /// double quotes as a whole.
    ConditionSyntax = "R0501",
    /// A condition is too long, or nested too deep.
    ///
    /// At most 4,096 bytes and 64 brackets deep: what nobody can review should not run as SYSTEM. Make checks of its parts.
    /// Checks name each other at most 64 deep too, and come to 1,024 tests with those of the checks that they name.
    ConditionTooLong = "R0502",
    /// Something that is not true or false stands alone.
    ///
    /// A bare name is a check or a boolean fact or param. Everything else is compared with something, or asked for a
    /// result: `id.changed`, `id.done`, `id.failed`, `id.skipped`.
    NotBoolean = "R0503",
    /// Two values that have nothing in common are compared.
    ///
    /// Both sides of a comparison have one type. Editions, releases and the like are words and have no order; `none` equals
    /// only what is absent.
    TypeMismatch = "R0504",
    /// A word could be a value or a name.
    ///
    /// An unquoted word is first a value of the other side's set (`client`, `Enterprise`) and then an id. Where it is both,
    /// write the value in single quotes or rename the other.
    AmbiguousWord = "R0505",
    /// `scope` or `goal` reads what an action did.
    ///
    /// They are about the machine alone, since they must mean the same before and after a restart.
    ResultInFence = "R0506",
    /// A check has no value to read.
    ///
    /// `.value` is the data of one registry value. Other checks are only true or false.
    NoValue = "R0507",

    // R06: maps and texts (resolve/)
    /// A key of a map is not a value of its fact.
    ///
    /// Keys are read as the fact's type: `Enterprise` for `os.edition`, `6.1` for `os.version`, a number or a quoted range
    /// (`'17763..18363'`, `'>= 26100'`) for `os.build`; alternatives are joined by `|`.
    BadMapKey = "R0601",
    /// Two keys of a map fit one machine.
    ///
    /// A machine has one entry or none; which of two would count must not depend on their order.
    OverlappingKeys = "R0602",
    /// The entries of a map are not alike.
    ///
    /// All are texts, or all are small maps with the same fields.
    UnlikeEntries = "R0603",
    /// A value that is inserted into a path or key is not one part of it.
    ///
    /// What `${name}` inserts there may not be empty nor hold `\ / * ? "`: the plan must show which thing it names. A param
    /// or map of `type: path` may be a whole path.
    UnsafeInsert = "R0604",
    /// A path names a variable that is not the same everywhere.
    ///
    /// Scripts run as SYSTEM: only machine-wide folders (`%windir%`, `%ProgramData%` ...) mean the same there. `%%` is a
    /// literal percent sign.
    BadVariable = "R0605",
    /// A value is longer than every target can carry.
    ///
    /// At most 2,000 characters: cmd.exe has an end to its lines, and what is longer cannot be reviewed. Put long text into a
    /// file that the machine already has, or split it.
    TooLong = "R0606",
    /// `each` cannot be unrolled.
    ///
    /// It is a list of texts, or of small maps that are all alike, and does not stand inside another.
    BadEach = "R0607",
    /// A map has no entry for a machine that needs one.
    ///
    /// A map is used where `scope` and the `when` of the action may hold on a machine that it has no entry for: there the
    /// action would fail. The machines are those of the catalogue of releases, builds, types, architectures and editions;
    /// what a check or another fact would say is not known and counts as possible. Add entries, add `otherwise`, or leave
    /// the machines out with `has MAP` in `scope` or in the action's `when` (a `when` of a step comes too late: what an
    /// action needs is looked up before its first step).
    ///
    /// ```yaml
    /// scope: os.version == 6.1 and has kms-client-key
    /// ```
    MissingEntry = "R0608",
    /// No machine in scope can reach an entry of a map.
    ///
    /// Lint `unreachable-entry`. On every machine of the catalogue for which `scope` may hold another entry is chosen, or
    /// none. Remove the entry, or widen `scope`.
    UnreachableEntry = "R0609",
    /// `scope` leaves machines out because a map has no entry.
    ///
    /// A note: `has MAP` and `in MAP` in `scope` confine the plan to machines with an entry. The note says which machines
    /// of the catalogue are left out for that reason alone, so that a forgotten edition is seen.
    LeftOut = "R0610",
    /// A product key stands in two entries of a map.
    ///
    /// Lint `duplicate-product-key`. Most often a line was copied and its key was not changed. One key for several editions
    /// is one entry: `Professional | ProfessionalN: ...`. Published keys are compared with the published table instead.
    DuplicateProductKey = "R0611",
    /// A published KMS client key is used for machines that it does not fit.
    ///
    /// Microsoft publishes one KMS client setup key for each edition and release of Windows. This one is the key of another
    /// edition, release or build than those of the machines it would be installed on, and installing it fails there, or
    /// changes the edition. The message says whose it is. What the table is unsure of causes no error.
    /// `builtin: kms-client-keys` is the table itself.
    OtherMachinesKey = "R0612",
    /// A map chooses by a fact of which not every value is known.
    ///
    /// Names, languages and revisions are as many as there are machines, so no list of entries is complete. Give the map
    /// `otherwise`, or ask `has MAP` in `scope` or in the `when` of each action that uses it.
    OpenMap = "R0613",

    // R07: the graph and the goal (order/, resolve/goal)
    /// Actions come before each other in a circle.
    ///
    /// `needs`, `after` and results named in conditions (`id.changed`) put one action before another. The message shows the
    /// whole circle, each edge at its place; take one away.
    Cycle = "R0701",
    /// Checks observe each other in a circle.
    ///
    /// A check with `when` may name other checks, but not itself through them.
    CheckCycle = "R0702",
    /// The plan must say when the machine is right.
    ///
    /// Without `goal` it is: each action whose `when` holds has its state in place. That cannot be told where one thing is
    /// put into two states (stopped, started again), or where no action has a state (messages, restarts, commands without
    /// `unless`). Add `goal: ...`.
    GoalNeeded = "R0703",
    /// Two actions touch one thing in an order that the plan leaves open.
    ///
    /// Both change it, or one changes what the other's condition reads, and neither comes before the other by `needs`,
    /// `after` or a result named in a condition. The order of the plan would decide, silently, and a line that is moved
    /// would change what is done. A thing is compared in Windows' own spelling; a key contains its values, a service is its
    /// key below `Services`, the licence is sppsvc and its store. Actions that no machine of the catalogue takes together,
    /// and changes that come to the same in either order, are no conflict.
    ///
    /// ```yaml
    /// second:
    ///   needs: first     # or after: first, whatever became of it
    /// ```
    Conflict = "R0704",

    // R08: states (plan/, states/)
    /// There is nothing to observe or to bring about.
    ///
    /// A check has one state or `when`; an action has one state or `steps`.
    NoState = "R0801",
    /// There is more than one state where one belongs.
    ///
    /// Several states of an action are `steps`; several states of a check are several checks, joined by a third with `when`.
    TwoStates = "R0802",
    /// Something can only be observed.
    ///
    /// Some kinds and fields have no action: nothing could bring them about.
    CheckOnly = "R0803",
    /// Something can only be done.
    ///
    /// Some words describe a change and no state that could be observed.
    ActionOnly = "R0804",
    /// A state does not say enough.
    ///
    /// The message names what is missing.
    /// A state has to name its thing and what is wanted of it;
    /// an action, a map and a plan have parts without which they mean nothing.
    MissingField = "R0805",
    /// Two fields cannot be true together.
    ///
    /// A deleted thing has no content; a part of a list is not the whole.
    Contradiction = "R0806",
    /// A plan never takes this away.
    ///
    /// Hives, `SOFTWARE`, `SYSTEM` and the like, drives, Windows' own folders, services and files without which Windows does
    /// not start: no plan deletes them, whatever it says. Deleting a whole key takes `tree: true`.
    GuardRail = "R0807",
    /// A number does not fit.
    ///
    /// The message says from where to where it goes.
    /// Numbers are written in decimal or as `0x...`; exit codes and reasons may be signed or not.
    OutOfRange = "R0808",
    /// This would be done at every run.
    ///
    /// A command has no state of its own: say what makes it unnecessary (`unless`), that it runs once a machine
    /// (`once: true`), or that it follows a change (`when: id.changed`). The same holds for `status: restarted`.
    NeedsChanged = "R0809",
    /// `${}` stands in a script.
    ///
    /// A script is the author's own code and travels as it is written; text put into code is how scripts break. Hand values
    /// over with `env`, or use `run`.
    ScriptInterpolation = "R0810",
    /// A path is not one that a plan can name.
    ///
    /// Paths are absolute, in Windows' grammar, without `.` and `..`; a pattern stands in the last part at most.
    BadPath = "R0811",
    /// A registry key cannot be read.
    ///
    /// `HKLM\SOFTWARE\...`: a hive, then names with one `\` between them. Every character of a name is literal.
    BadRegistryKey = "R0812",
    /// Registry data does not fit its type.
    ///
    /// `type` is string, expand-string, dword, qword, multi-string (a list) or binary (pairs of hexadecimal digits).
    WrongData = "R0813",
    /// A pattern cannot be used here.
    ///
    /// Only `*` and `?` are special.
    /// Patterns match one name, so they hold no `\\`; an empty one matches nothing and is refused.
    BadPattern = "R0814",
    /// A KB number cannot be read.
    ///
    /// It reads `KB971033`.
    /// Letters `KB` and five to eight digits, as Microsoft's articles have it.
    BadUpdateId = "R0815",
    /// The packages of this update have another name.
    ///
    /// Most updates are packaged as `Package_for_KB...`. This one is not: looked for by its number alone it is not found,
    /// even where it is installed. Give `package` as well.
    OtherPackageName = "R0816",
    /// A package identity cannot be read.
    ///
    /// `Name~PublicKeyToken~Architecture~Language~Version`, with `*` and `?` as patterns behind at least four characters.
    BadPackage = "R0817",
    /// A service's name cannot be read.
    ///
    /// It is the name of the service's key, not the one that the console shows.
    /// `sc.exe getkeyname` gives the one for the other.
    BadServiceName = "R0818",
    /// A product key cannot be read.
    ///
    /// Five groups of five letters and digits.
    /// Keys in logs and messages are shown by their last group alone.
    BadProductKey = "R0819",
    /// A host's name or address cannot be read.
    ///
    /// A DNS name or an IP address.
    /// The port is a field of its own, `kms-port`.
    BadHost = "R0820",
    /// A name of a variable cannot be read.
    ///
    /// Letters, digits and `_`, no digit first.
    /// Such a name would not survive in every program's environment.
    BadName = "R0821",
    /// A service's security descriptor cannot be read.
    ///
    /// `security` is the descriptor as `sc.exe sdshow NAME` prints it: `D:` and who may do what, then `S:` and what is
    /// audited, where that matters. It is compared as text, so it is written with the rights that Windows prints (`CCLCRP`),
    /// not with generic ones (`GA`) or numbers, which Windows would store as something else.
    BadSecurity = "R0822",

    // R09: targets (emit/)
    /// A target cannot express a part of the plan.
    ///
    /// The message says what, where, and which targets can. Leave the target out with `--target`, or say it otherwise.
    NotExpressible = "R0901",
    /// A text reads otherwise on a target.
    ///
    /// Titles and messages that batch cannot carry are replaced by the id there.
    TextReplaced = "R0902",
    /// A script would become slow.
    ///
    /// cmd.exe reads a script line by line while it runs. Above 60 steps the script is therefore written as a list that it
    /// reads once, which costs some 40 ms a step; where a text of a condition cannot stand in a list, the script stays as
    /// it is, and its time grows with the square of the steps. PowerShell has neither limit.
    LongScript = "R0903",
    /// Startup scripts are not given the time that this plan may take.
    ///
    /// Group Policy waits 600 seconds for all startup scripts of a machine together and then starts no more of them. The sum
    /// is that of the limits at which the script gives a part up (60 s to stop or start a service, 120 s for the licence,
    /// 1,800 s for DISM, the `timeout` of a command), not of what it takes as a rule; the target's README.txt lists it. Set
    /// `Computer Configuration / Policies / Administrative Templates / System / Scripts / Specify maximum wait time for
    /// Group Policy scripts` in the same policy. A run that is cut off goes on at the next start.
    StartupTime = "R0910",
    /// A plan cannot be split by edition.
    ///
    /// `--per-edition` makes one script for each edition that the maps of the actions name, with that edition's entries
    /// alone. So there has to be such a map (`by: os.edition`, or by edition among other facts), and it must not have
    /// `otherwise`, which stands for editions that nobody has listed.
    NotByEdition = "R0911",

    // R10: what is valid and doubtful (rules/)
    /// No action of the plan can make the goal true.
    ///
    /// Lint `unreachable-goal`. A part of `goal` is false on every machine in scope, or reads only what no action changes: where
    /// it is false, the plan fails however well its actions do. Add the action, or move the observation to `scope`.
    UnreachableGoal = "R1001",
    /// A condition is the same on every machine.
    ///
    /// Lint `constant-condition`. The whole condition is true, or false, on every machine of the catalogue that may be in
    /// scope, whatever its checks say. Leave it out, or look for the mistake in it: an `or` that should be an `and`, two
    /// editions that one machine cannot have. What a param decides is not reported.
    ConstantCondition = "R1002",
    /// An action never runs.
    ///
    /// Lint `never-runs`. Its `when` is false on every machine in scope, or asks for the change of an action that changes
    /// nothing or never runs itself. Remove the action, or mend the condition.
    NeverRuns = "R1003",
    /// `scope` reads what an action of the plan changes.
    ///
    /// Lint `scope-reads-its-own`. Once the action has changed it, the machine may no longer be in scope, and what is owed
    /// (a restart, a later action) stays undone. Put the observation into the action's `when`; where the fence is meant,
    /// allow the lint with a word why.
    ScopeReadsItsOwn = "R1004",
    /// Files of a service are deleted while the service may run.
    ///
    /// Lint `files-of-service`. The service has them open (the deletion fails) or writes them anew. Stop it in an earlier step
    /// of the same action, or in an action that comes before, and start it behind.
    FilesOfService = "R1005",
    /// A service may be left disabled.
    ///
    /// Lint `left-disabled`. An action of several steps disables a service on its way, and nothing sets its startup back where a
    /// step fails in between, or nothing does at all, and the goal does not ask for a disabled service. Set it back in
    /// `finally`, which runs whatever happened.
    LeftDisabled = "R1006",
    /// Something belongs to a user, and the plan runs as SYSTEM.
    ///
    /// Lint `users-own`. HKCU and `%APPDATA%` are those of whoever runs the script: of SYSTEM, under Group Policy, and not of the
    /// people who work on the machine. Use machine-wide places (HKLM, `%ProgramData%`), or a policy for users.
    UsersOwn = "R1007",
    /// A tool is gone from a release in scope.
    ///
    /// Lint `retired-tool`. `wmic` is not installed from build 26100 on, `at` refuses to work since Windows 8. Use what the
    /// message names, or leave the newer releases out of `scope`.
    RetiredTool = "R1008",
    /// A name is written that Windows translates.
    ///
    /// Lint `localized-name`. `Administrators` is `Administratoren` on a German Windows. Its SID is the same everywhere; `icacls`
    /// takes one as `*S-1-5-32-544`.
    LocalizedName = "R1009",
    /// An update is removed, and the plan does not say what of the restart.
    ///
    /// Lint `removal-without-reboot`. Removing an update most often is complete only after a restart. Say `reboot: if-changed` (what
    /// `needs` the action waits for the restart) or, where the tool's own word is enough, `reboot: if-needed`.
    RemovalWithoutReboot = "R1010",
    /// Something looks like a secret.
    ///
    /// Lint `secret`. Plans and scripts lie in SYSVOL and in repositories, and everybody who can read them has what they hold.
    /// Volume keys (MAK), passwords and tokens do not belong there. Published KMS client keys are no secret.
    Secret = "R1011",
    /// Nothing uses a check, a map or a param.
    ///
    /// Lint `unused`. Most often a condition that should name it is missing. A check that is only there to be seen with `/detect`
    /// is what the lint is allowed for.
    Unused = "R1012",
    /// A comparison does not say what holds where there is no value.
    ///
    /// Lint `absent-value`. A registry value that is not there, a file that does not exist: `.value` is `none` then, and `<`,
    /// `<=`, `>`, `>=`, `like` and `in` are false. `level.value < 2` is false on a machine without the value, where what is meant
    /// is most often that it is too low; and `not level.value >= 2` is true there. Say which it is.
    ///
    /// ```yaml
    /// when: level.value == none or level.value < 2     # a machine without it counts as too low
    /// when: level.value != none and level.value < 2    # a machine without it is fine
    /// ```
    AbsentValue = "R1013",
    /// A step makes the `when` of its action false, and others follow.
    ///
    /// Lint `half-done`. A run that is cut off in between is taken up by the next one. But where a later step fails, the next run
    /// asks `when` again, finds it false and leaves the action out: it stays half done, and only `goal` tells. Make what the
    /// condition reads the last step, or ask in `when` for what the last step brings about.
    ///
    /// ```yaml
    /// when: not installed          # and not: old-version, which the first step removes
    /// ```
    HalfDone = "R1014",

    // R11: scenarios (simulate/)
    /// A scenario does not end as it expects.
    ///
    /// The simulator played the scenario's runs, and one of them ended with another outcome, another result of an action or
    /// another operation than the scenario says. Either the plan does not do what was meant, or the scenario expects what the
    /// plan was never meant to do. `regimen simulate` shows the same machine by itself.
    Unexpected = "R1101",
}
#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn names_are_unique_and_every_code_is_explained() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert!(names.is_sorted(), "in the order of their names");
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.explanation().lines().count() > 2, "{code:?}");
        }
    }
}
