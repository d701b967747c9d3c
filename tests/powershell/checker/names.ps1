# The rules about names: variables that are set where they are read, and of one spelling; functions; how many there may be.

function Test-Names {
    $reported = @{}
    foreach ($use in $VariableUses) {
        if ($use.IsSource) { Test-Assignment $use } else { Test-Read $use }
        Test-Spelling $use $reported
    }
    Test-Functions
    foreach ($scope in $Scopes) {
        Test-Limit $scope 'functions' $scope.Functions
        $set = 0
        foreach ($variable in $scope.Variables.Values) { $set += [int]($variable.Sources.Count -gt 0) }
        Test-Limit $scope 'variables' $set
    }
}

function Test-Assignment($Use) {
    $name = $Use.Name
    if ($name -eq 'null' -and $Use.Node.Parent -is [Management.Automation.Language.AssignmentStatementAst]) { return }      # throws a value away
    if (Test-Listed 'preference' $name) { return }
    if ($Language.ContainsKey("variable $name") -or (Test-Listed 'reserved' $name)) { Add-Finding $Use.Node.Extent 'automatic' "`$$name is set by the engine" }
}

function Test-Read($Use) {
    $name = $Use.Name
    $place = $Use.Node.Extent
    if ($Language.ContainsKey("reserved $name")) { Add-Refusal $place 'variable' "`$$name" 'variable' $name; return }
    if ($name -eq 'MyInvocation' -and -not (Test-Same (Get-Scope $Use.Node) $Root)) { Add-Finding $place 'variable' '$MyInvocation is the function''s here, not the script''s'; return }
    if (Test-Listed 'variable' $name) { return }
    $variable = Find-Variable $Use.Scope $name
    if ($null -eq $variable) {
        if (Test-Listed 'preference' $name) { return }
        $elsewhere = $false
        foreach ($scope in $Scopes) { if ($scope.Variables.ContainsKey($name) -and $scope.Variables[$name].Sources.Count -gt 0) { $elsewhere = $true } }
        # A block may be run where the variable is set; a function is not to read its caller's.
        if ($elsewhere -and -not (Test-Same (Get-Block $Use.Node) $Use.Scope.Body)) { return }
        Add-Finding $place 'variable' $(if ($elsewhere) { "`$$name is set in other functions alone" } else { "`$$name is never set" })
        return
    }
    # In one block what stands before runs before; a block of its own runs some other time.
    if (-not (Test-Same $variable $Use.Scope.Variables[$name]) -or -not (Test-Same $Use.Scope (Get-Scope $Use.Node))) { return }
    if (-not (Test-Same (Get-Block $Use.Node) $Use.Scope.Body)) { return }
    foreach ($source in $variable.Sources) { if ($source.After -le $place.StartOffset) { return } }
    Add-Finding $place 'variable' "`$$name is read before it is set"
}

function Test-Spelling($Use, $Reported) {
    if ($Language.ContainsKey("variable $($Use.Name)") -or $Language.ContainsKey("preference $($Use.Name)")) { return }
    for ($scope = $Use.Scope; $null -ne $scope; $scope = $scope.Parent) {
        $variable = $scope.Variables[$Use.Name]
        if ($null -eq $variable -or $variable.Sources.Count -eq 0 -or $variable.Spelling -ceq $Use.Name) { continue }
        $once = "$($Scopes.IndexOf($Use.Scope)) $($Use.Name)"
        if (-not $Reported.ContainsKey($once)) { Add-Finding $Use.Node.Extent 'variable-case' "`$$($Use.Name) and `$$($variable.Spelling) are one variable" }
        $Reported[$once] = $true
    }
}

function Test-Functions {
    $names = @{}
    foreach ($scope in $Scopes) {
        $function = $scope.Node
        if ($function -isnot [Management.Automation.Language.FunctionDefinitionAst]) { continue }
        $name = $function.Name
        $verb = ($name -split '-')[0]
        if ($name -notmatch '^\w+-\w+$') { Add-Finding $function.Extent 'function-name' "$name is not Verb-Noun" }
        elseif (-not (Test-Listed 'verb' $verb)) { Add-Finding $function.Extent 'function-name' "$verb is no verb of 2.0" }
        if ($names.ContainsKey($name)) { Add-Finding $function.Extent 'function-twice' "$name is defined above" }
        elseif ($Commands.ContainsKey($name)) { Add-Finding $function.Extent 'function-twice' "$name is a cmdlet" }
        $names[$name] = $true
    }
}

function Test-Limit($Scope, [string]$What, [int]$Count) {
    $entry = $Language["limit $What"]
    if ($Count -gt [int]$entry.Value) {
        $entry.Used++
        Add-Finding $Scope.Node.Extent 'limit' "$Count $What in one scope; until 5.1 there may be $($entry.Value)"
    }
}
