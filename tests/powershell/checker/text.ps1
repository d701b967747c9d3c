# What can be seen before there is a syntax tree: bytes, line ends, tokens.

# Whether the file begins with the byte order mark of UTF-8 or UTF-16.
function Test-Mark([byte[]]$Bytes) {
    $begin = [BitConverter]::ToString($Bytes, 0, [Math]::Min(3, $Bytes.Length))
    return $begin -match '^(EF-BB-BF|FE-FF|FF-FE)'
}

function Test-Bytes([byte[]]$Bytes) {
    $lines = [Text.Encoding]::Latin1.GetString($Bytes) -split "`n"
    for ($row = 1; $row -le $lines.Length; $row++) {
        $line = $lines[$row - 1]
        if ($line -cmatch '[^\x20-\x7E\r]') { Add-FindingAt $row ($line.IndexOf($Matches[0]) + 1) 'ascii' ('byte 0x{0:X2}' -f [int][char]$Matches[0]) }
        if ($row -eq $lines.Length) {
            if ($line -ne '') { Add-FindingAt $row ($line.Length + 1) 'final-line' 'the last line has no end' }
        } elseif ($line -notmatch '^[^\r]*\r$') {
            Add-FindingAt $row ($line.Length + 1) 'line-end' 'the line does not end in CRLF'
        }
    }
}

function Test-Tokens($Tokens) {
    $before = ''
    foreach ($token in $Tokens) {
        $kind = [string]$token.Kind
        if ($token.Text -eq '--%') { $kind = 'StopParsing' }
        $entry = $Language["token $kind"]
        if ($null -ne $entry) { $entry.Used++ } else { Add-Refusal $token.Extent 'token' $token.Text 'token' $kind }
        if ($kind -eq 'Pipe' -and $before -eq 'NewLine') {
            Add-Finding $token.Extent 'pipeline-start' 'a line that begins with | is the rest of the one before since 7.0'
        } elseif ($kind -eq 'Number') {
            Test-Number $token
        } elseif ($kind -eq 'StringExpandable' -or $kind -eq 'HereStringExpandable') {
            if ($token.Text -cmatch '(?<!`)(``)*`(e|u\{)') { Add-Finding $token.Extent 'escape' "``$($Matches[2]) is an escape since 6.0" }
            if ($null -ne $token.NestedTokens) { Test-Tokens $token.NestedTokens }
        }
        if ($kind -ne 'Comment') { $before = $kind }
    }
}

function Test-Number($Token) {
    if ($Token.Text -notmatch '^-?(0x[0-9a-f]{1,16}|\d+(\.\d+)?)[ld]?([kmgtp]b)?$') {
        Add-Finding $Token.Extent 'number' "$($Token.Text) is no number in 2.0"
    } elseif ($Token.Text -match '^0x([89a-f][0-9a-f]{7}|[89a-f][0-9a-f]{15})$') {
        Add-Finding $Token.Extent 'number' "$($Token.Text) is negative: write it in decimal"
    }
}
