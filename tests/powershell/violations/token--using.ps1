# expect: token 2, token 2, node 2
using namespace System.IO
Set-StrictMode -Version 2
