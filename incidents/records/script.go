package records

import (
	"bytes"
	"regexp"
)

// assignment is what stands before data in a script: "var x =", "export default", "callback(", after
// comments.
var assignment = regexp.MustCompile(`^(?:\s|//[^\n]*\n|/\*(?s:.*?)\*/|['"]use strict['"];?)*` +
	`(?:(?:export\s+)?(?:var|let|const)\s+[A-Za-z_$][\w$]*\s*=|[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[[^\]\n]{1,80}\])*\s*=|export\s+default\b|[A-Za-z_$][\w$.]*\s*\()\s*`)

// scriptPrefix gives how many bytes of a script stand before its data, which begins with a bracket; 0
// for what is no such script.
func scriptPrefix(text []byte) int {
	head := text[:min(len(text), 16<<10)]
	if len(head) == 0 || head[0] == '{' || head[0] == '[' {
		return 0
	}
	at := assignment.FindIndex(head)
	if at == nil || at[1] >= len(text) || text[at[1]] != '{' && text[at[1]] != '[' || !looksJSON(text[at[1]:]) {
		return 0
	}
	return at[1]
}

// scriptWords begin a line of a program.
var scriptWords = regexp.MustCompile(`(?m)^\s*(?:function\b|var\s+\w+\s*=|let\s+\w+\s*=|const\s+\w+\s*=|import\s+|export\s+|class\s+\w+|def\s+\w+\(|#include\b|#!/|package\s+\w+|<\?php|if\s*\(|for\s*\(|return\b)`)

// isProgram tells the text of a program.
func isProgram(text []byte) bool {
	head := text[:min(len(text), 16<<10)]
	first, _, _ := bytes.Cut(bytes.TrimSpace(head), []byte("\n"))
	return scriptWords.Match(first) || len(scriptWords.FindAllIndex(head, 4)) >= 3
}
