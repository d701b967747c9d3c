# Which variables there are in which scope, where each is set and where it is used.
#
# A scope is the script, a function, or a script block with parameters. Blocks without belong to what surrounds them: they are
# run there, or read its variables as their caller's. A function sees its own variables and the script's; that it could see
# its caller's too is no way to pass a value. A block that is run in a session of its own sees nothing of this script.

$Root = $null
$Scopes = [Collections.Generic.List[hashtable]]::new()
$ScopeOf = @{}      # node -> the scope that it begins
$FunctionOf = @{}   # name -> function
$VariableUses = [Collections.Generic.List[hashtable]]::new()

function New-Scope($Node, $Body, $Parent) {
    $scope = @{ Node = $Node; Body = $Body; Parent = $Parent; Variables = @{}; Functions = 0; Apart = $false }
    $Scopes.Add($scope)
    $ScopeOf[$Node] = $scope
    return $scope
}

function Test-Same($One, $Other) { return [object]::ReferenceEquals($One, $Other) }

function Get-Scope($Node) {
    while (-not $ScopeOf.ContainsKey($Node)) { $Node = $Node.Parent }
    return $ScopeOf[$Node]
}

# The script block that a node stands in: a scope's own body, or a block inside of it.
function Get-Block($Node) {
    do { $Node = $Node.Parent } until ($Node -is [Management.Automation.Language.ScriptBlockAst])
    return $Node
}

function Read-Scopes($Ast, $Nodes) {
    $Scopes.Clear()
    $ScopeOf.Clear()
    $FunctionOf.Clear()
    $VariableUses.Clear()
    $KindOf.Clear()
    $script:Root = New-Scope $Ast $Ast $null
    foreach ($node in $Nodes) {
        if ($node -is [Management.Automation.Language.FunctionDefinitionAst]) {
            (Get-Scope $node.Parent).Functions++
            $FunctionOf[$node.Name] = $node
            [void](New-Scope $node $node.Body $Root)
        } elseif ($node -is [Management.Automation.Language.ScriptBlockExpressionAst] -and (Test-Apart $node)) {
            (New-Scope $node $node.ScriptBlock $null).Apart = $true
        } elseif ($node -is [Management.Automation.Language.ScriptBlockExpressionAst] -and $null -ne $node.ScriptBlock.ParamBlock) {
            [void](New-Scope $node $node.ScriptBlock (Get-Scope $node.Parent))
        } elseif ($node -is [Management.Automation.Language.VariableExpressionAst]) {
            Read-Variable $node
        }
    }
}

# Whether it is AddScript({...}.ToString()).
function Test-Apart($Node) {
    $text = $Node.Parent
    return $text -is [Management.Automation.Language.InvokeMemberExpressionAst] -and $text.Parent -is [Management.Automation.Language.InvokeMemberExpressionAst] -and
        $text.Parent.Member.Extent.Text -eq 'AddScript' -and -not (Test-Same $text.Parent.Expression $text)
}

function Read-Variable($Node) {
    $path = $Node.VariablePath
    if ($path.IsDriveQualified -or $path.IsGlobal -or $path.IsLocal -or $path.IsPrivate) {
        if ($path.DriveName -ne 'env') { Add-Finding $Node.Extent 'variable' "`$$($path.UserPath): only script: and env: say where" }
        return
    }
    $name = $path.UserPath -replace '^(script|variable):', ''
    $scope = if ($path.IsScript) { $Root } else { Get-Scope $Node }
    if (-not $scope.Variables.ContainsKey($name)) {
        $scope.Variables[$name] = @{ Name = $name; Spelling = ''; Sources = [Collections.Generic.List[hashtable]]::new(); Kind = $null }
    }
    $variable = $scope.Variables[$name]
    $source = Get-Source $Node
    if ($null -ne $source) {
        if ($variable.Spelling -eq '') { $variable.Spelling = $name }
        $variable.Sources.Add($source)
    }
    $VariableUses.Add(@{ Name = $name; Node = $Node; Scope = $scope; Variable = $variable; IsSource = $null -ne $source })
}

# How a variable gets its value at this place: from (parameter, each, value), the node that the value comes from, the type that
# is declared for it, the offset after which it is set. $null where it is only read.
function Get-Source($Node) {
    $parent = $Node.Parent
    if ($parent -is [Management.Automation.Language.ParameterAst] -and $parent.Name -eq $Node) {
        $type = ''
        foreach ($attribute in $parent.Attributes) { if ($attribute -is [Management.Automation.Language.TypeConstraintAst]) { $type = $attribute.TypeName.FullName } }
        return @{ From = 'parameter'; Node = $parent.DefaultValue; Type = $type; After = $Node.Extent.StartOffset }
    }
    if ($parent -is [Management.Automation.Language.ForEachStatementAst] -and $parent.Variable -eq $Node) {
        return @{ From = 'each'; Node = $parent.Condition; Type = ''; After = $parent.Condition.Extent.EndOffset }
    }
    $type = ''
    $several = $false
    $left = $Node
    while ($parent -is [Management.Automation.Language.AttributedExpressionAst] -or $parent -is [Management.Automation.Language.ArrayLiteralAst]) {
        if ($parent -is [Management.Automation.Language.ConvertExpressionAst]) { $type = $parent.Type.TypeName.FullName }
        if ($parent -is [Management.Automation.Language.ArrayLiteralAst]) { $several = $true }
        $left = $parent
        $parent = $parent.Parent
    }
    if ($parent -isnot [Management.Automation.Language.AssignmentStatementAst] -or $parent.Left -ne $left -or [string]$parent.Operator -ne 'Equals') { return $null }
    return @{ From = 'value'; Node = $(if (-not $several) { $parent.Right }); Type = $type; After = $parent.Extent.EndOffset }
}

function Find-Function([string]$Name) { return $FunctionOf[$Name] }

# The variable that a name means in a scope; $null where it is set in none that the scope sees.
function Find-Variable($Scope, [string]$Name) {
    for ($at = $Scope; $null -ne $at; $at = $at.Parent) {
        $variable = $at.Variables[$Name]
        if ($null -ne $variable -and $variable.Sources.Count -gt 0) { return $variable }
    }
    return $null
}
