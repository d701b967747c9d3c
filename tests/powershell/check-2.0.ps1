<#
.SYNOPSIS
Reports what a script uses that Windows PowerShell 2.0 on .NET 2.0 does not have, or that does not mean the same there.

.DESCRIPTION
Run by a PowerShell 7 engine; rests on the language and .NET alone. Everything is an allow-list: what the tables beside this
file do not list is refused. One line a finding, FILE:LINE:COLUMN RULE MESSAGE; the last line counts them. Exit code 0: none;
1: some; 2: the tables or the arguments are wrong.

.PARAMETER Path
The scripts.

.PARAMETER List
A file that names scripts, one a line.

.PARAMETER Coverage
Also prints, as `used TABLE ENTRY` and `unused TABLE ENTRY`, each entry of the tables that the scripts do and do not use.
#>
param([Parameter(Position = 0, ValueFromRemainingArguments)][string[]]$Path = @(), [string]$List = '', [switch]$Coverage)
Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'

. "$PSScriptRoot/checker/tables.ps1"
. "$PSScriptRoot/checker/scopes.ps1"
. "$PSScriptRoot/checker/kinds.ps1"
. "$PSScriptRoot/checker/text.ps1"
. "$PSScriptRoot/checker/names.ps1"
. "$PSScriptRoot/checker/nodes.ps1"

# What has been found in the file that is being read: offset, then text.
$Findings = [Collections.Generic.SortedDictionary[string, string]]::new([StringComparer]::Ordinal)
$File = ''

function Add-FindingAt([int]$Line, [int]$Column, [string]$Rule, [string]$Message) {
    if (-not $Rules.ContainsKey($Rule)) { throw "rules.txt has no rule $Rule" }
    $Rules[$Rule].Used++
    $text = '{0}:{1}:{2} {3} {4}' -f $File, $Line, $Column, $Rule, ($Message -replace '\s+', ' ')
    $Findings['{0:D8} {1:D8} {2} {3}' -f $Line, $Column, $Rule, $Message] = $text
}

function Add-Finding($Extent, [string]$Rule, [string]$Message) {
    Add-FindingAt $Extent.StartLineNumber $Extent.StartColumnNumber $Rule $Message
}

# Refuses what a table does not list, with what newer.txt knows of it.
function Add-Refusal($Extent, [string]$Rule, [string]$Name, [string]$Table, [string[]]$Keys) {
    foreach ($key in $Keys) {
        $row = $Newer["$Table $key"]
        if ($null -ne $row) {
            $row.Used++
            Add-Finding $Extent $Rule "$Name ($($row.Since)); instead: $($row.Instead)"
            return
        }
    }
    Add-Finding $Extent $Rule $Name
}

function Test-Script([string]$Name) {
    $script:File = $Name
    $Findings.Clear()
    $bytes = [IO.File]::ReadAllBytes($Name)
    if (Test-Mark $bytes) {
        Add-FindingAt 1 1 'bom' 'a byte order mark; nothing else has been looked at'
    } else {
        Test-Bytes $bytes
        Test-Text $bytes
    }
    foreach ($text in $Findings.Values) { $text }
    $script:Total += $Findings.Count
}

function Test-Text([byte[]]$Bytes) {
    $tokens = $null
    $errors = $null
    # As Latin 1, so that places are places of bytes, and a byte that is no ASCII stays one character.
    $ast = [Management.Automation.Language.Parser]::ParseInput([Text.Encoding]::Latin1.GetString($Bytes), [ref]$tokens, [ref]$errors)
    foreach ($problem in $errors) { Add-Finding $problem.Extent 'parse' $problem.Message }
    Test-Tokens $tokens
    $nodes = @($ast.FindAll({ $true }, $true))      # a node stands before what is inside of it
    Read-Scopes $ast $nodes
    Test-Names
    Test-Nodes $ast $nodes
}

$Total = 0
try {
    Read-Tables $PSScriptRoot
    if ($List) { $Path += [IO.File]::ReadAllLines($List) -ne '' }
    if ($Path.Length -eq 0) { throw 'no script to check' }
    foreach ($name in $Path) { Test-Script $name }
} catch {
    "check-2.0: $($File): $($_.Exception.Message) $($_.ScriptStackTrace)"
    exit 2
}
if ($Coverage) { Show-Coverage }
"$Total findings in $($Path.Length) files"
exit [int]($Total -gt 0)
