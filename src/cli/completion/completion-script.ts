/** The shells that there is a script for. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

export type Shell = (typeof shells)[number];

/**
 * The script that has a shell ask the program what can follow. It only registers that: nothing of an answer is run or
 * expanded, and nothing is written. Each begins with how it is loaded at every start.
 */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# Completion of scaleout for bash (4.4 or later). For every new shell, add to ~/.bashrc:
#   source <(scaleout completion bash)
_scaleout() {
    local line kind= tab=$'\\t'
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -z $kind ]]; then kind=$line; else COMPREPLY+=("\${line%%"$tab"*}"); fi
    done < <(command scaleout __complete bash "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    case $kind in
        files) ;;
        folders) compopt +o default -o dirnames ;;
        *) compopt +o default ;;
    esac
}
complete -o default -F _scaleout scaleout
`,
  zsh: `#compdef scaleout
# Completion of scaleout for zsh. For every new shell, add to ~/.zshrc, after compinit:
#   source <(scaleout completion zsh)
_scaleout() {
    local line tab=$'\\t'
    local -a answer values texts
    answer=("\${(@f)$(command scaleout __complete zsh "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    for line in "\${(@)answer[2,-1]}"; do
        values+=("\${line%%$tab*}")
        texts+=("\${line%%$tab*}  \${line#*$tab}")
    done
    if (( $#values )); then
        compadd -l -d texts -a values
    elif [[ $answer[1] == files ]]; then
        _files
    elif [[ $answer[1] == folders ]]; then
        _files -/
    fi
}
if [[ $funcstack[1] == _scaleout ]]; then _scaleout "$@"; else compdef _scaleout scaleout; fi
`,
  fish: `# Completion of scaleout for fish. For every new shell:
#   scaleout completion fish > ~/.config/fish/completions/scaleout.fish
function __scaleout_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    set -l answer (command scaleout __complete fish $words "$current" 2>/dev/null)
    if set -q answer[2]
        printf '%s\\n' $answer[2..-1]
    else if test "$answer[1]" = files
        __fish_complete_path "$current"
    else if test "$answer[1]" = folders
        __fish_complete_directories "$current"
    end
end
complete -c scaleout -e
complete -c scaleout -f -a '(__scaleout_complete)'
`,
  powershell: `# Completion of scaleout for PowerShell. For every new shell, add to the file that $PROFILE names:
#   scaleout completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName scaleout -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
            else { $_.Extent.Text }
        }) + "$wordToComplete"
    $asked = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes(($words -join [char]10)))
    scaleout __complete powershell $asked 2>$null | Select-Object -Skip 1 | ForEach-Object {
        $value, $text = $_ -split [char]9, 2
        if ($value -notmatch '^[\\w./=-]+$') { $value = "'" + $value.Replace("'", "''") + "'" }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $text)
    }
}
`,
};
