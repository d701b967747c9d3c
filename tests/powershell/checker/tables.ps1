# The tables: what is allowed, from language.txt, commands.txt and types.txt; what is often written instead, from newer.txt;
# the rules. Each entry is a hashtable that counts its uses.

$Rules = @{}        # rule -> entry
$Newer = @{}        # "TABLE KEY" -> entry with Since, Instead
$Language = @{}     # "token Variable", "verb Get", "limit functions" ... -> entry with Value
$Commands = @{}     # name -> entry with Parameters: name -> entry with Position, Kind
$Types = @{}        # full name -> entry with Base, Each, Members: ".Name", "::Name", "new" -> list of signatures
$TypeNames = @{}    # any name -> full name
$Instance = @{}     # ".Name" -> signatures of every type
$Entries = [Collections.Generic.List[hashtable]]::new()    # in the order of the files, for coverage

$Releases = @{
    'language.txt' = '1.0', '2.0'
    'commands.txt' = '1.0', '2.0'
    'types.txt'    = '1.0', '1.1', '2.0', 'ps1', 'ps2'
}

function New-Entry([string]$Table, [string]$Name, [hashtable]$More = @{}) {
    $entry = @{ Table = $Table; Name = $Name; Used = 0 } + $More
    $Entries.Add($entry)
    return $entry
}

# The lines of a table: whether it is a heading (at the margin), its text, its release (the last column).
function Read-Lines([string]$Folder, [string]$Name) {
    $number = 0
    foreach ($line in [IO.File]::ReadAllLines("$Folder/$Name")) {
        $number++
        $text = ($line -replace '(^|\s)#.*$', '').TrimEnd()
        if ($text -eq '') { continue }
        $row = @{ Place = "${Name}:$number"; Heading = $text -notmatch '^\s'; Text = $text.Trim(); Release = '' }
        if ($Releases.ContainsKey($Name) -and ($row.Heading -or $Name -ne 'language.txt')) {
            if ($row.Text -notmatch '^(.+?)\s+(\S+)$') { throw "$($row.Place): no release" }
            $row.Text = $Matches[1]
            $row.Release = $Matches[2]
            if ($Releases[$Name] -notcontains $row.Release) { throw "$($row.Place): $($row.Release) is no release up to 2.0" }
        }
        $row
    }
}

function Read-Language([string]$Folder) {
    $section = ''
    foreach ($row in Read-Lines $Folder 'language.txt') {
        if ($row.Heading) { $section = $row.Text; continue }
        $whole = $section -eq 'variable' -or $section -eq 'attribute'
        foreach ($word in $(if ($whole) { , $row.Text } else { $row.Text -split '\s+' })) {
            $name, $value = $word -split '\s*[:=(]\s*', 2
            if ($Language.ContainsKey("$section $name")) { throw "$($row.Place): $name stands here twice" }
            if ($section -eq 'attribute') { $value = $value.TrimEnd(')') -split '\s*,\s*' }
            $Language["$section $name"] = New-Entry $section $name @{ Value = $value }
        }
    }
}

function Read-Commands([string]$Folder) {
    $command = $null
    foreach ($row in Read-Lines $Folder 'commands.txt') {
        if ($row.Heading) {
            $command = New-Entry 'command' $row.Text @{ Parameters = @{} }
            $Commands[$row.Text] = $command
            continue
        }
        if ($row.Text -notmatch '^-(\w+)(?:\s+@(\d))?(?:\s+:\s+(\S+))?$') { throw "$($row.Place): not a parameter" }
        $position = if ($Matches.ContainsKey(2)) { [int]$Matches[2] } else { -1 }
        $kind = if ($Matches.ContainsKey(3)) { $Matches[3] } else { '' }
        $command.Parameters[$Matches[1]] = New-Entry 'parameter' "$($command.Name) -$($Matches[1])" @{ Position = $position; Kind = $kind }
    }
}

function Read-Types([string]$Folder) {
    $type = $null
    $references = [Collections.Generic.List[object]]::new()
    foreach ($row in Read-Lines $Folder 'types.txt') {
        if ($row.Heading) {
            if ($row.Text -notmatch '^([\w.]+)((?: = \w+)*)(?: : ([\w.]+))?(?: each ([\w.]+))?$') { throw "$($row.Place): not a type" }
            $name = $Matches[1]
            $base = if ($Matches.ContainsKey(3)) { $Matches[3] } elseif ($name -ne 'System.Object') { 'object' } else { '' }
            $each = if ($Matches.ContainsKey(4)) { $Matches[4] } else { '' }
            $type = New-Entry 'type' $name @{ Base = $base; Each = $each; Members = @{} }
            $Types[$name] = $type
            foreach ($alias in @($name, ($name -replace '^System\.', '')) + @($Matches[2] -split ' = ' -ne '')) { $TypeNames[$alias] = $name }
            if ($base) { $references.Add(@($row.Place, $base)) }
            if ($each) { $references.Add(@($row.Place, $each)) }
            continue
        }
        if ($row.Text -match '^::\w+( ::\w+)+$|^::\w+$') {
            foreach ($word in $row.Text -split ' ') { Add-Signature $type $word @() $false $type.Name }
        } elseif ($row.Text -match '^((?:::|\.)\w+|new)(\([^)]*\))?(?: : (\S+))?$') {
            $key = $Matches[1]
            $method = $Matches.ContainsKey(2)
            $returns = if ($Matches.ContainsKey(3)) { $Matches[3] } elseif ($key -eq 'new') { $type.Name } else { '' }
            $parameters = @(if ($method) { $Matches[2].Trim('(', ')') -split '\s*,\s*' -ne '' })
            Add-Signature $type $key $parameters $method $returns
            foreach ($reference in $parameters + @($returns)) { if ($reference) { $references.Add(@($row.Place, $reference)) } }
        } else {
            throw "$($row.Place): not a member"
        }
    }
    foreach ($reference in $references) {
        if ((Resolve-TypeName $reference[1].TrimEnd('!')) -eq '') { throw "$($reference[0]): $($reference[1]) is not listed" }
    }
}

function Add-Signature($Type, [string]$Key, [string[]]$Parameters, [bool]$Method, [string]$Returns) {
    $shown = $Key + $(if ($Method) { '(' + ($Parameters -join ', ') + ')' })
    $signature = New-Entry 'member' "$($Type.Name) $shown" @{ Shown = $shown; Parameters = $Parameters; Method = $Method; Returns = $Returns }
    foreach ($table in $Type.Members, $(if ($Key[0] -eq '.') { $Instance } else { @{} })) {
        if (-not $table.ContainsKey($Key)) { $table[$Key] = [Collections.Generic.List[hashtable]]::new() }
        $table[$Key].Add($signature)
    }
}

# The full name of a listed type, of an array of one with its brackets; empty for any other.
function Resolve-TypeName([string]$Name) {
    $brackets = ''
    if ($Name.EndsWith('[]')) {
        $brackets = '[]'
        $Name = $Name.Substring(0, $Name.Length - 2)
    }
    if (-not $TypeNames.ContainsKey($Name)) { return '' }
    return $TypeNames[$Name] + $brackets
}

function Read-Columns([string]$Folder, [string]$Name, [int]$Count) {
    foreach ($row in Read-Lines $Folder $Name) {
        $cells = @($row.Text -split '\s{2,}', $Count)
        if ($cells.Length -ne $Count) { throw "$($row.Place): $Count columns" }
        , $cells
    }
}

function Read-Tables([string]$Folder) {
    foreach ($cells in Read-Columns $Folder 'rules.txt' 2) { $Rules[$cells[0]] = New-Entry 'rule' $cells[0] }
    foreach ($cells in Read-Columns $Folder 'newer.txt' 4) {
        $Newer["$($cells[0]) $($cells[1])"] = New-Entry 'newer' "$($cells[0]) $($cells[1])" @{ Since = $cells[2]; Instead = $cells[3] }
    }
    Read-Language $Folder
    Read-Commands $Folder
    Read-Types $Folder
}

function Show-Coverage {
    foreach ($entry in $Entries) { '{0} {1} {2}' -f $(if ($entry.Used) { 'used' } else { 'unused' }), $entry.Table, $entry.Name }
}

# Whether a table of language.txt has a name; counts it.
function Test-Listed([string]$Table, [string]$Name) {
    $entry = $Language["$Table $Name"]
    if ($null -eq $entry) { return $false }
    $entry.Used++
    return $true
}
