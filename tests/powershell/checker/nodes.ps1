# The rules about the syntax tree, node by node.

function Test-Nodes($Ast, $Nodes) {
    $strict = $false
    $refused = -1       # the end of the last node refused: what stands in it is not looked at
    foreach ($node in $Nodes) {
        if ($node.Extent.StartOffset -lt $refused) { continue }
        $kind = $node.GetType().Name
        $entry = $Language["node $kind"]
        if ($null -ne $entry) {
            $entry.Used++
        } elseif ($kind -eq 'ErrorStatementAst' -or $kind -eq 'ErrorExpressionAst') {
            continue        # the parser's own finding
        } else {
            Add-Refusal $node.Extent 'node' ($kind -replace 'Ast$', '') 'node' $kind
            $refused = $node.Extent.EndOffset
            continue
        }
        switch ($kind) {
            'CommandAst' {
                Test-Command $node
                if ($node.GetCommandName() -eq 'Set-StrictMode' -and (Test-Same (Get-Block $node) $Ast)) { $strict = $true }
            }
            'TypeExpressionAst' { Test-Type $node.TypeName.FullName $node.Extent }
            'TypeConstraintAst' { Test-Type $node.TypeName.FullName $node.Extent }
            'MemberExpressionAst' { Test-Member $node }
            'InvokeMemberExpressionAst' { Test-Member $node }
            'BinaryExpressionAst' { Test-Binary $node }
            'UnaryExpressionAst' { if ($node.TokenKind -eq 'Isplit') { Test-Pattern $node.Child $node } }
            'AttributeAst' { Test-Attribute $node }
            'ForEachStatementAst' { if (-not (Test-NeverNull $node.Condition)) { Add-Finding $node.Condition.Extent 'foreach-null' "$($node.Condition.Extent.Text): may be `$null: write @(...)" } }
            'SwitchStatementAst' { if ([string]$node.Flags -match 'Regex|Wildcard') { Add-Finding $node.Extent 'culture' "switch -$($node.Flags) compares by the user's culture" } }
            'HashtableAst' { Test-Hashtable $node }
            'PipelineAst' { if ($node.Background) { Add-Finding $node.Extent 'node' 'a job in the background (since 6.0)' } }
        }
    }
    if (-not $strict) { Add-FindingAt 1 1 'strict-mode' 'Set-StrictMode -Version 2 is missing' }
}

function Test-Type([string]$Name, $Place) {
    $full = Resolve-TypeName $Name
    if ($full -eq '') { Add-Refusal $Place 'type' "[$Name]" 'type' ($Name -replace '^System\.', ''); return }
    $Types[$full -replace '\[\]$', ''].Used++
}

# ---- commands --------------------------------------------------------------------------------------------------------

function Test-Command($Node) {
    $name = $Node.GetCommandName()
    if ([string]$Node.InvocationOperator -ne 'Unknown') {
        if ([string]$Node.InvocationOperator -eq 'Dot' -or (Get-Kind $Node.CommandElements[0]) -ne 'System.Management.Automation.ScriptBlock') {
            Add-Finding $Node.Extent 'invocation' "$($Node.CommandElements[0].Extent.Text) is not known to be a script block"
        }
        return
    }
    if ($null -eq $name) { Add-Finding $Node.Extent 'command' $Node.Extent.Text; return }
    if ($name -match '[\\/]|\.(exe|com|cmd|bat|vbs|ps1)$') { Add-Finding $Node.Extent 'invocation' "$name is a program: System.Diagnostics.Process starts it"; return }
    if ((Get-Scope $Node).Apart) { Add-Finding $Node.Extent 'command' "$($name): a session of its own has neither this script's functions nor cmdlets"; return }
    $function = Find-Function $name
    if ($null -ne $function) { Test-Call $Node $function; return }
    if (-not $Commands.ContainsKey($name)) {
        $keys = @($name)
        foreach ($element in $Node.CommandElements) { if ($element -is [Management.Automation.Language.CommandParameterAst]) { $keys += "$name -$($element.ParameterName)" } }
        if ($Newer.ContainsKey("command $name")) { Add-Refusal $Node.Extent 'command' $name 'command' $keys }
        else { Add-Refusal $Node.Extent 'command' "$name$(if ($name -notmatch '-') { ': an alias or a program' })" 'parameter' $keys }
        return
    }
    $Commands[$name].Used++
    Test-Cmdlet $Node $Commands[$name]
}

# The arguments of a command as they are bound: name (empty for positional ones), value ($null for a switch), place.
function Get-Bound($Node, [scriptblock]$IsSwitch) {
    $elements = $Node.CommandElements
    for ($at = 1; $at -lt $elements.Count; $at++) {
        $element = $elements[$at]
        if ($element -isnot [Management.Automation.Language.CommandParameterAst]) {
            @{ Name = ''; Value = $element; Place = $element.Extent }
            continue
        }
        $value = $element.Argument
        $next = if ($at + 1 -lt $elements.Count) { $elements[$at + 1] } else { $null }
        if ($null -eq $value -and -not (& $IsSwitch $element.ParameterName) -and $null -ne $next -and $next -isnot [Management.Automation.Language.CommandParameterAst]) {
            $value = $next
            $at++
        }
        @{ Name = $element.ParameterName; Value = $value; Place = $element.Extent }
    }
}

function Test-Cmdlet($Node, $Command) {
    $position = 0
    foreach ($bound in Get-Bound $Node { $parameter = $Command.Parameters[$args[0]]; $null -ne $parameter -and $parameter.Kind -eq 'switch' }) {
        $parameter = $null
        if ($bound.Name) {
            $parameter = $Command.Parameters[$bound.Name]
        } else {
            foreach ($candidate in $Command.Parameters.Values) { if ($candidate.Position -eq $position) { $parameter = $candidate } }
            $position++
        }
        if ($null -eq $parameter) {
            $shown = if ($bound.Name) { "$($Command.Name) -$($bound.Name)" } else { "$($Command.Name) takes no more arguments: $($bound.Place.Text)" }
            Add-Refusal $bound.Place 'parameter' $shown 'parameter' @("$($Command.Name) -$($bound.Name)", "* -$($bound.Name)")
            continue
        }
        $parameter.Used++
        Test-ArgumentKind $parameter $bound
    }
    if ($Command.Name -eq 'New-Object') { Test-NewObject $Node }
}

function Test-ArgumentKind($Parameter, $Bound) {
    $text = if ($null -ne $Bound.Value) { $Bound.Value.Extent.Text } else { '' }
    switch ($Parameter.Kind) {
        '' { if ($text -eq '') { Add-Finding $Bound.Place 'parameter' "$($Parameter.Name) needs a value" } }
        'switch' { }
        'type' { Test-Type (Get-Word $Bound.Value) $Bound.Place }
        'scriptblock' { if ((Get-Kind $Bound.Value) -ne 'System.Management.Automation.ScriptBlock') { Add-Finding $Bound.Place 'parameter' "$($Parameter.Name) takes a script block, not $text (since 3.0)" } }
        default { if ($Parameter.Kind -split '\|' -notcontains $text) { Add-Finding $Bound.Place 'parameter' "$($Parameter.Name) takes $($Parameter.Kind), not $text" } }
    }
}

# New-Object TYPE ARGUMENTS: the arguments against the listed constructors.
function Test-NewObject($Node) {
    $type = ''
    $arguments = @()
    $position = 0
    foreach ($bound in Get-Bound $Node { $false }) {
        $name = $bound.Name
        if (-not $name) { $name = ('TypeName', 'ArgumentList')[[Math]::Min($position++, 1)] }
        if ($name -eq 'TypeName') { $type = Resolve-TypeName (Get-Word $bound.Value) }
        if ($name -eq 'ArgumentList') { $arguments = @(Get-Elements $bound.Value) }
    }
    if ($type -eq '' -or $type.EndsWith('[]')) { return }
    $constructors = @(if ($Types[$type].Members.ContainsKey('new')) { $Types[$type].Members['new'] })
    foreach ($constructor in $constructors) {
        if (Test-Fits $constructor $true $arguments) { $constructor.Used++; return }
    }
    Add-Finding $Node.Extent 'overload' "$type takes here: $(Format-Signatures $constructors)"
}

function Get-Elements($Value) {
    if ($Value -is [Management.Automation.Language.ParenExpressionAst] -and $Value.Pipeline -is [Management.Automation.Language.PipelineAst]) {
        $inner = $Value.Pipeline.PipelineElements[0]
        if ($inner -is [Management.Automation.Language.CommandExpressionAst] -and $inner.Expression -is [Management.Automation.Language.ArrayLiteralAst]) { return $inner.Expression.Elements }
    }
    if ($Value -is [Management.Automation.Language.ArrayLiteralAst]) { return $Value.Elements }
    return $Value
}

# A call of a function of the file.
function Test-Call($Node, $Function) {
    $parameters = @(if ($null -ne $Function.Parameters) { $Function.Parameters } elseif ($null -ne $Function.Body.ParamBlock) { $Function.Body.ParamBlock.Parameters })
    $types = @{}
    foreach ($parameter in $parameters) { $types[$parameter.Name.VariablePath.UserPath] = $parameter.StaticType }
    $free = $parameters.Length
    foreach ($bound in Get-Bound $Node { $types[$args[0]] -eq [switch] }) {
        if ($bound.Name -and -not $types.ContainsKey($bound.Name)) { Add-Finding $bound.Place 'parameter' "$($Function.Name) has no parameter -$($bound.Name)"; continue }
        $free--
        if ($free -lt 0) { Add-Finding $bound.Place 'parameter' "$($Function.Name) takes no more arguments" }
    }
}

# ---- members ---------------------------------------------------------------------------------------------------------

function Test-Member($Node) {
    if ($Node.Member -isnot [Management.Automation.Language.StringConstantExpressionAst]) { Add-Finding $Node.Extent 'member' 'a member named at run time'; return }
    $name = $Node.Member.Value
    $place = $Node.Member.Extent
    $call = $Node -is [Management.Automation.Language.InvokeMemberExpressionAst]
    if ($Node.NullConditional) { Add-Finding $place 'node' '?. (since 7.0)'; return }
    if ($call -and $null -ne $Node.GenericTypeArguments) { Add-Finding $place 'node' 'a method with type arguments (since 7.3)'; return }
    if ($Node.Static -and $Node.Expression -isnot [Management.Automation.Language.TypeExpressionAst]) { Add-Finding $place 'member' "::$name of what is no type's name"; return }
    $type = if ($Node.Static) { Resolve-TypeName $Node.Expression.TypeName.FullName } else { Get-Kind $Node.Expression }
    if ($Node.Static -and $type -eq '' -and $name -ne 'new' -and -not $Newer.ContainsKey("member $($Node.Expression.TypeName.FullName)::$name")) { return }      # the type has been refused
    if (-not $Node.Static -and $type -eq '' -and ('Count', 'Length' -contains $name)) {
        Add-Finding $place 'collection' "$($Node.Extent.Text): what is not known to be a collection has no $name before 3.0; write @(...).$name"
        return
    }
    $signatures = @(Find-Member $Node $name)
    if ($signatures.Length -eq 0) {
        if (-not $call -and -not $Node.Static -and @(Find-Member $Node "get_$name").Length -gt 0) { Add-Finding $place 'getter' "$name may fail, and would be `$null then: get_$name()"; return }
        $shown = if ($Node.Static) { "[$($Node.Expression.TypeName.FullName)]::$name" } elseif ($type) { "[$type].$name" } else { ".$name" }
        Add-Refusal $place 'member' $shown 'member' @($(if ($Node.Static) { "$($Node.Expression.TypeName.FullName)::$name"; "::$name" } else { ".$name" }))
        return
    }
    $arguments = @(Get-Arguments $Node)
    foreach ($signature in $signatures) {
        if (-not (Test-Fits $signature $call $arguments)) { continue }
        if ($type -ne '') { $signature.Used++ }
        if ($name -eq 'AddScript' -and -not (Test-BlockText $arguments[0])) { Add-Finding $place 'code-from-text' 'AddScript takes {...}.ToString() alone' }
        return
    }
    Add-Finding $place 'overload' "$(if ($type) { "[$type] takes" } else { 'takes' }) here: $(Format-Signatures $signatures)"
}

function Format-Signatures($Signatures) {
    $shown = @(foreach ($signature in $Signatures) { $signature.Shown })
    if ($shown.Length -eq 0) { return 'nothing' }
    return $shown -join ', '
}

# {...}.ToString()
function Test-BlockText($Node) {
    return $Node -is [Management.Automation.Language.InvokeMemberExpressionAst] -and $Node.Member.Extent.Text -eq 'ToString' -and
        $Node.Expression -is [Management.Automation.Language.ScriptBlockExpressionAst]
}

# ---- statements and operators ----------------------------------------------------------------------------------------

# Whether foreach over it may be trusted: 2.0 runs the body once for $null.
function Test-NeverNull($Node) {
    switch ($Node.GetType().Name) {
        'PipelineAst' { return $Node.PipelineElements.Count -eq 1 -and (Test-NeverNull $Node.PipelineElements[0]) }
        'CommandExpressionAst' { return Test-NeverNull $Node.Expression }
        'ParenExpressionAst' { return Test-NeverNull $Node.Pipeline }
        'ConvertExpressionAst' { return Test-NeverNull $Node.Child }
        'CommandAst' { return Test-GivesCollection $Node }
        { $_ -eq 'ArrayExpressionAst' -or $_ -eq 'ArrayLiteralAst' -or $_ -eq 'StringConstantExpressionAst' } { return $true }
        'BinaryExpressionAst' { return 'DotDot', 'Isplit', 'Csplit' -contains [string]$Node.Operator -or ([string]$Node.Operator -eq 'Plus' -and (Test-NeverNull $Node.Left)) }
        { $_ -eq 'MemberExpressionAst' -or $_ -eq 'InvokeMemberExpressionAst' } { return (Get-ElementKind (Get-MemberKind $Node)) -ne '' -or (Get-MemberKind $Node) -eq 'System.Collections.ICollection' }
        'VariableExpressionAst' {
            if ($Node.VariablePath.UserPath -eq 'args') { return $true }
            $variable = Find-Variable (Get-Scope $Node) ($Node.VariablePath.UserPath -replace '^script:', '')
            if ($null -eq $variable) { return $false }
            foreach ($source in $variable.Sources) { if ($source.From -eq 'each' -or $null -eq $source.Node -or -not (Test-NeverNull $source.Node)) { return $false } }
            return $true
        }
    }
    return $false
}

# Whether a command gives one collection, and not what is in it: New-Object, and functions that return it behind a comma.
function Test-GivesCollection($Node) {
    if ($Node.GetCommandName() -eq 'New-Object') { return $true }
    $function = Find-Function $Node.GetCommandName()
    if ($null -eq $function) { return $false }
    $returns = @(Get-Returns $function)
    foreach ($return in $returns) { if ($null -eq (Get-Whole $return)) { return $false } }
    return $returns.Length -gt 0
}

function Test-Binary($Node) {
    $operator = [string]$Node.Operator
    if ('Ieq', 'Ine', 'Ceq', 'Cne' -contains $operator -and $Node.Right.Extent.Text -eq '$null') { Add-Finding $Node.Extent 'null-left' '$null stands on the left' }
    if ('Ireplace', 'Creplace' -contains $operator) {
        foreach ($element in @(Get-Elements $Node.Right)) { if ((Get-Kind $element) -eq 'System.Management.Automation.ScriptBlock') { Add-Finding $element.Extent 'operand' 'a script block as replacement (since 6.1)' } }
    }
    if ($operator -eq 'DotDot') {
        foreach ($end in $Node.Left, $Node.Right) { if ((Get-Kind $end) -eq 'System.String') { Add-Finding $end.Extent 'operand' 'a range of characters (since 6.0)' } }
    }
    if ('Imatch', 'Inotmatch', 'Ireplace', 'Isplit' -contains $operator) { Test-Pattern (@(Get-Elements $Node.Right)[0]) $Node }
    if ($operator -eq 'Format' -and ($Node.Left -isnot [Management.Automation.Language.StringConstantExpressionAst] -or $Node.Left.Value -match '\{\d+(,-?\d+)?:(?![XxDd]\d*\})')) {
        Add-Finding $Node.Extent 'culture' '-f formats by the user''s culture: only {n}, {n:X8}, {n:D4} in a constant text'
    }
}

# A pattern that ignores case does so by the user's culture, so it may have no letters but in escapes such as \s.
function Test-Pattern($Pattern, $Node) {
    if ($Pattern -is [Management.Automation.Language.StringConstantExpressionAst] -and ($Pattern.Value -replace '\\[^pPxuc]') -notmatch '[a-z]|[^\x00-\x7F]') { return }
    Add-Finding $Node.Extent 'culture' 'letters are matched by the user''s culture: -cmatch, -creplace, -csplit, or a Regex with CultureInvariant'
}

function Test-Hashtable($Node) {
    if ($Node.KeyValuePairs.Count -eq 0) {
        Add-Finding $Node.Extent 'culture' '@{} compares its keys by the user''s culture until 5.1: New-Object Collections.Hashtable ([StringComparer]::OrdinalIgnoreCase)'
    }
    foreach ($pair in $Node.KeyValuePairs) {
        $key = $pair.Item1
        if ($key -isnot [Management.Automation.Language.StringConstantExpressionAst] -and $key -isnot [Management.Automation.Language.ConstantExpressionAst]) {
            Add-Finding $key.Extent 'culture' 'a key that is no constant is compared by the user''s culture until 5.1'
        }
    }
}

function Test-Attribute($Node) {
    $name = $Node.TypeName.FullName
    $entry = $Language["attribute $name"]
    if ($null -eq $entry) { Add-Finding $Node.Extent 'attribute' "[$name]"; return }
    $entry.Used++
    foreach ($argument in $Node.NamedArguments) {
        if ($argument.ExpressionOmitted) { Add-Finding $argument.Extent 'attribute' "$($argument.ArgumentName) without a value (since 3.0)" }
        elseif ($entry.Value -notcontains $argument.ArgumentName) { Add-Finding $argument.Extent 'attribute' "$name $($argument.ArgumentName)" }
    }
}
