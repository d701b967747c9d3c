# Of which type an expression is, as far as it can be seen: a full name, with [] for an array; empty where it cannot.

$KindOf = @{}       # node -> its type

function Get-Kind($Node) {
    if ($null -eq $Node) { return '' }
    if (-not $KindOf.ContainsKey($Node)) { $KindOf[$Node] = Read-Kind $Node }
    return $KindOf[$Node]
}

function Read-Kind($Node) {
    $kind = switch ($Node.GetType().Name) {
        'PipelineAst' { if ($Node.PipelineElements.Count -eq 1) { Get-Kind $Node.PipelineElements[0] } }
        'CommandExpressionAst' { Get-Kind $Node.Expression }
        'ParenExpressionAst' { Get-Kind $Node.Pipeline }
        'CommandAst' { Get-CommandKind $Node }
        'ConvertExpressionAst' { Resolve-TypeName $Node.Type.TypeName.FullName }
        'ArrayExpressionAst' { 'System.Object[]' }
        'ArrayLiteralAst' { 'System.Object[]' }
        'HashtableAst' { 'System.Collections.Hashtable' }
        'ScriptBlockExpressionAst' { 'System.Management.Automation.ScriptBlock' }
        'StringConstantExpressionAst' { 'System.String' }
        'ExpandableStringExpressionAst' { 'System.String' }
        'ConstantExpressionAst' { Resolve-TypeName $Node.Value.GetType().FullName }
        'TypeExpressionAst' { 'System.Type' }
        'IndexExpressionAst' { $whole = Get-Kind $Node.Target; if ($whole -ne 'System.Collections.Hashtable') { Get-ElementKind $whole } }
        'UnaryExpressionAst' { Get-UnaryKind $Node }
        'BinaryExpressionAst' { Get-BinaryKind $Node }
        'VariableExpressionAst' { Get-VariableKind $Node }
        'MemberExpressionAst' { Get-MemberKind $Node }
        'InvokeMemberExpressionAst' { Get-MemberKind $Node }
    }
    if ($kind -eq 'System.Object' -or $kind -eq 'System.Void') { return '' }
    return "$kind"
}

# What a command gives: the object that New-Object makes, what a function of the file returns.
function Get-CommandKind($Node) {
    $name = $Node.GetCommandName()
    if ($null -eq $name) { return '' }
    if ($name -eq 'New-Object' -and $Node.CommandElements.Count -gt 1) { return Resolve-TypeName (Get-Word $Node.CommandElements[1]) }
    $function = Find-Function $name
    if ($null -eq $function) { return '' }
    if (-not $KindOf.ContainsKey($function)) {
        $KindOf[$function] = ''     # while its body is looked at: it may call itself
        $KindOf[$function] = Get-ReturnKind $function
    }
    return $KindOf[$function]
}

# The one type of all that a function returns; $null aside. A pipeline takes collections apart, but for what stands behind a comma.
function Get-ReturnKind($Function) {
    $kinds = @{}
    foreach ($return in Get-Returns $Function) {
        if ($null -eq $return.Pipeline -or $return.Pipeline.Extent.Text -eq '$null') { continue }
        $whole = Get-Whole $return
        $kind = if ($null -ne $whole) { Get-Kind $whole } else { Get-Kind $return.Pipeline }
        if ($null -eq $whole -and $kind -ne 'System.Collections.Hashtable' -and $kind -ne 'System.String' -and (Get-ElementKind $kind) -ne '') { $kind = '' }
        $kinds[$kind] = $true
    }
    if ($kinds.Count -ne 1) { return '' }
    foreach ($kind in $kinds.Keys) { return $kind }
}

# The return statements of a function, but for those of blocks in it.
function Get-Returns($Function) {
    $returns = @($Function.Body.FindAll({ $args[0] -is [Management.Automation.Language.ReturnStatementAst] }, $true))
    foreach ($return in $returns) { if (Test-Same (Get-Block $return) $Function.Body) { $return } }
}

# `return , $list`: the list.
function Get-Whole($Return) {
    $expression = $Return.Pipeline
    if ($expression -is [Management.Automation.Language.PipelineAst]) { $expression = $expression.PipelineElements[0] }
    if ($expression -is [Management.Automation.Language.CommandExpressionAst]) { $expression = $expression.Expression }
    if ($expression -is [Management.Automation.Language.ArrayLiteralAst] -and $expression.Elements.Count -eq 1) { return $expression.Elements[0] }
    return $null
}

# A word among the arguments of a command, without its quotes.
function Get-Word($Node) {
    if ($Node -is [Management.Automation.Language.StringConstantExpressionAst]) { return $Node.Value }
    return $Node.Extent.Text
}

# The type of what foreach or an index takes out of a collection.
function Get-ElementKind([string]$Kind) {
    if ($Kind.EndsWith('[]')) { return $Kind.Substring(0, $Kind.Length - 2) }
    if ($Kind -ne '' -and $Types[$Kind].Each) { return Resolve-TypeName $Types[$Kind].Each }
    return ''
}

function Get-UnaryKind($Node) {
    switch ([string]$Node.TokenKind) {
        { $_ -eq 'Not' -or $_ -eq 'Exclaim' } { return 'System.Boolean' }
        'Join' { return 'System.String' }
        { $_ -eq 'Isplit' -or $_ -eq 'Csplit' } { return 'System.String[]' }
        { $_ -eq 'Minus' -or $_ -eq 'Plus' } { return Get-Kind $Node.Child }
    }
    return ''
}

function Get-BinaryKind($Node) {
    $operator = [string]$Node.Operator
    if ('And', 'Or', 'Xor', 'Is', 'IsNot', 'Icontains', 'Inotcontains', 'Ccontains', 'Cnotcontains' -contains $operator) { return 'System.Boolean' }
    if ('Join', 'Format' -contains $operator) { return 'System.String' }
    if ('Isplit', 'Csplit' -contains $operator) { return 'System.String[]' }
    if ($operator -eq 'DotDot') { return 'System.Int32[]' }
    if ($operator -eq 'As') { if ($Node.Right -is [Management.Automation.Language.TypeExpressionAst]) { return Resolve-TypeName $Node.Right.TypeName.FullName } else { return '' } }
    $left = Get-Kind $Node.Left
    if ($operator -eq 'Plus' -and $left.EndsWith('[]')) { return 'System.Object[]' }
    if ($left -eq 'System.String' -and 'Plus', 'Ireplace', 'Creplace' -contains $operator) { return $left }
    if ($left -eq 'System.Int32' -and 'Plus', 'Minus', 'Multiply', 'Rem', 'Band', 'Bor', 'Bxor' -contains $operator -and (Get-Kind $Node.Right) -eq $left) { return $left }
    if ($left -ne '' -and -not $left.EndsWith('[]') -and $operator -match '^[IC](eq|ne|[gl][et])$|match$') { return 'System.Boolean' }
    return ''
}

function Get-VariableKind($Node) {
    if ($Node.VariablePath.IsDriveQualified) { return 'System.String' }
    $name = $Node.VariablePath.UserPath -replace '^script:', ''
    if ($name -eq '_') { return $(if (Test-InCatch $Node) { 'System.Management.Automation.ErrorRecord' } else { '' }) }
    $scope = if ($Node.VariablePath.IsScript) { $Root } else { Get-Scope $Node }
    $variable = Find-Variable $scope $name
    if ($null -eq $variable) {
        $automatic = $Language["variable $name"]
        return $(if ($null -ne $automatic -and $automatic.Value) { Resolve-TypeName $automatic.Value } else { '' })
    }
    if ($null -ne $variable.Kind) { return $variable.Kind }
    $variable.Kind = ''     # while its sources are looked at: one of them may be the variable itself
    $kinds = @(foreach ($source in $variable.Sources) {
        if ($source.Type) { Resolve-TypeName $source.Type }
        elseif ($source.From -eq 'each') { Get-ElementKind (Get-Kind $source.Node) }
        elseif ($source.From -eq 'parameter') { '' }
        elseif ($null -eq $source.Node -or $source.Node.Extent.Text -ne '$null') { Get-Kind $source.Node }
    })
    $first = if ($kinds.Length -gt 0) { $kinds[0] } else { '' }
    foreach ($kind in $kinds) { if ($kind -ne $first) { $first = '' } }
    $variable.Kind = $first
    return $first
}

# Whether $_ is the failure that a catch block handles: no script block, which has a $_ of its own, stands in between.
function Test-InCatch($Node) {
    while ($null -ne $Node -and $Node -isnot [Management.Automation.Language.ScriptBlockAst]) {
        if ($Node -is [Management.Automation.Language.CatchClauseAst]) { return $true }
        $Node = $Node.Parent
    }
    return $false
}

# The signatures of all members that an access could mean.
function Find-Member($Node, [string]$Name) {
    if ($Node.Static) {
        if ($Node.Expression -is [Management.Automation.Language.TypeExpressionAst]) { Get-Inherited (Resolve-TypeName $Node.Expression.TypeName.FullName) "::$Name" }
        return
    }
    $key = ".$Name"
    if (-not $Instance.ContainsKey($key)) { return }
    $type = Get-Kind $Node.Expression
    if ($type -eq '') { return $Instance[$key] }
    if ($type.EndsWith('[]')) { $type = 'System.Array' }
    $found = @(Get-Inherited $type $key)
    if ($found.Length -gt 0) { return $found }
    # What is declared as a failure may be any failure, once the script has asked which.
    foreach ($name in $Types.Keys) { if ($Types[$name].Members.ContainsKey($key) -and (Test-Derived $name $type)) { $Types[$name].Members[$key] } }
}

function Get-Inherited([string]$Type, [string]$Key) {
    for ($at = $Type; $at -ne ''; $at = Resolve-TypeName $Types[$at].Base) {
        if ($Types[$at].Members.ContainsKey($Key)) { $Types[$at].Members[$Key] }
    }
}

function Test-Derived([string]$Type, [string]$Base) {
    for ($at = $Type; $at -ne ''; $at = Resolve-TypeName $Types[$at].Base) { if ($at -eq $Base) { return $true } }
    return $false
}

function Test-Fits($Signature, [bool]$IsCall, $Arguments) {
    if ($Signature.Method -ne $IsCall) { return $false }
    $given = @($Arguments)
    if ($given.Length -ne $Signature.Parameters.Length) { return $false }
    for ($at = 0; $at -lt $given.Length; $at++) {
        $parameter = $Signature.Parameters[$at]
        if ($parameter.EndsWith('!') -and (Get-Kind $given[$at]) -ne (Resolve-TypeName $parameter.TrimEnd('!'))) { return $false }
    }
    return $true
}

function Get-Arguments($Node) {
    if ($Node -is [Management.Automation.Language.InvokeMemberExpressionAst] -and $null -ne $Node.Arguments) { $Node.Arguments }
}

function Get-MemberKind($Node) {
    if ($Node.Member -isnot [Management.Automation.Language.StringConstantExpressionAst]) { return '' }
    $call = $Node -is [Management.Automation.Language.InvokeMemberExpressionAst]
    $arguments = @(Get-Arguments $Node)
    $first = $null
    foreach ($signature in Find-Member $Node $Node.Member.Value) {
        if (-not (Test-Fits $signature $call $arguments)) { continue }
        $kind = if ($signature.Returns) { Resolve-TypeName $signature.Returns } else { '' }
        if ($null -ne $first -and $first -ne $kind) { return '' }
        $first = $kind
    }
    return "$first"
}
