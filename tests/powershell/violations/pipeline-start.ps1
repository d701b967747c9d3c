# expect: pipeline-start 4
Set-StrictMode -Version 2
@(1, 2)
    | ForEach-Object { $_ }
