package xmlscan

import (
	"bytes"
	"errors"
	"html"
	"io"
)

// Kind is what a token is.
type Kind int

// The kinds of tokens.
const (
	Start Kind = iota + 1
	End
	Text
)

// Token is a piece of a document, valid until the next one is read. An element without
// content (<a/>) is a start and an end.
type Token struct {
	Kind  Kind
	Name  []byte // of an element, without its prefix
	Text  []byte // with entities replaced
	Attrs []byte // of a start, as they are written; see Attr
}

// What ends the reading besides an error of the source.
var (
	ErrEntities = errors.New("the document defines entities, which are not expanded; remove them")
	ErrTooLong  = errors.New("an element or a text is longer than the limit")
)

// window is the first size of the buffer, in bytes.
const window = 64 << 10

// Scanner reads the tokens of a document, which is UTF-8.
type Scanner struct {
	src        io.Reader
	buf        []byte
	start, end int
	longest    int
	line       int
	eof        bool
	err        error
	token      Token
	ends       bool // the element of token is without content, and ends now
	scratch    []byte
}

// NewScanner reads from src. A token may take longest bytes.
func NewScanner(src io.Reader, longest int) *Scanner {
	return &Scanner{src: src, longest: longest, buf: make([]byte, window), line: 1}
}

// Line is the line, from 1, that was reached.
func (s *Scanner) Line() int { return s.line }

// Next gives the next token; io.EOF at the end of the document, io.ErrUnexpectedEOF
// within a tag.
func (s *Scanner) Next() (*Token, error) {
	if s.ends {
		s.ends = false
		s.token.Kind = End
		return &s.token, nil
	}
	for {
		if s.start == s.end && !s.fill() {
			return nil, s.ended(io.EOF)
		}
		var ok bool
		var err error
		if s.buf[s.start] == '<' {
			ok, err = s.markup()
		} else {
			ok, err = s.text(0)
		}
		if ok || err != nil {
			return &s.token, err
		}
	}
}

func (s *Scanner) ended(how error) error {
	if s.err != nil {
		return s.err
	}
	return how
}

// fill reads more text; false at the end.
func (s *Scanner) fill() bool {
	if s.eof {
		return false
	}
	copy(s.buf, s.buf[s.start:s.end])
	s.start, s.end = 0, s.end-s.start
	if s.end == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	from := s.end
	for s.end < len(s.buf) && !s.eof {
		n, err := s.src.Read(s.buf[s.end:])
		s.end += n
		if err != nil {
			s.eof = true
			if !errors.Is(err, io.EOF) {
				s.err = err
			}
		}
	}
	return s.end > from
}

// until finds where the piece that begins here ends, by what find makes of the text:
// negative as long as the text does not hold it.
func (s *Scanner) until(find func([]byte) int) (int, error) {
	for {
		if n := find(s.buf[s.start:s.end]); n >= 0 {
			return n, nil
		}
		if s.end-s.start > s.longest {
			return 0, ErrTooLong
		}
		if !s.fill() {
			return 0, s.ended(io.ErrUnexpectedEOF)
		}
	}
}

// take goes over n bytes and gives them.
func (s *Scanner) take(n int) []byte {
	piece := s.buf[s.start : s.start+n]
	s.start += n
	s.line += bytes.Count(piece, []byte{'\n'})
	return piece
}

// text reads up to the next tag; of what begins with a < that is none, skip bytes are text.
func (s *Scanner) text(skip int) (bool, error) {
	n, err := s.until(func(text []byte) int {
		if n := bytes.IndexByte(text[skip:], '<'); n >= 0 {
			return skip + n
		}
		return -1
	})
	if errors.Is(err, io.ErrUnexpectedEOF) && s.err == nil {
		n, err = s.end-s.start, nil
	}
	if err != nil {
		return false, err
	}
	s.token = Token{Kind: Text, Text: s.unescaped(s.take(n))}
	return true, nil
}

func (s *Scanner) unescaped(text []byte) []byte {
	if bytes.IndexByte(text, '&') < 0 {
		return text
	}
	s.scratch = append(s.scratch[:0], html.UnescapeString(string(text))...)
	return s.scratch
}

// markup reads what begins with <; false for what is passed over.
func (s *Scanner) markup() (bool, error) {
	for s.end-s.start < len("<![CDATA[") && s.fill() {
		continue
	}
	text := s.buf[s.start:s.end]
	switch {
	case len(text) > 1 && (isName(text[1]) || text[1] == '/'):
		return true, s.tag()
	case bytes.HasPrefix(text, []byte("<!--")):
		return false, s.pass("-->", 4)
	case bytes.HasPrefix(text, []byte("<![CDATA[")):
		n, err := s.until(after("]]>", 9))
		if err != nil {
			return false, err
		}
		piece := s.take(n)
		s.token = Token{Kind: Text, Text: piece[9 : n-3]}
		return true, nil
	case bytes.HasPrefix(text, []byte("<?")):
		return false, s.pass("?>", 2)
	case bytes.HasPrefix(text, []byte("<!")):
		return false, s.directive()
	}
	return s.text(1)
}

// after finds the end of a piece that ends with a mark, behind its first bytes.
func after(mark string, first int) func([]byte) int {
	return func(text []byte) int {
		if len(text) < first {
			return -1
		}
		if n := bytes.Index(text[first:], []byte(mark)); n >= 0 {
			return first + n + len(mark)
		}
		return -1
	}
}

func (s *Scanner) pass(mark string, first int) error {
	n, err := s.until(after(mark, first))
	if err == nil {
		s.take(n)
	}
	return err
}

// directive passes over a document type, with what it declares in brackets.
func (s *Scanner) directive() error {
	n, err := s.until(func(text []byte) int {
		depth, quote := 0, byte(0)
		for i, c := range text {
			switch {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '"' || c == '\'':
				quote = c
			case c == '[':
				depth++
			case c == ']':
				depth--
			case c == '>' && depth <= 0:
				return i + 1
			case c == 'E' && bytes.HasPrefix(text[i:], []byte("ENTITY")):
				return i
			}
		}
		return -1
	})
	if err != nil {
		return err
	}
	if piece := s.take(n); piece[n-1] != '>' {
		return ErrEntities
	}
	return nil
}

// tag reads the start or the end of an element.
func (s *Scanner) tag() error {
	n, err := s.until(tagEnd)
	if err != nil {
		return err
	}
	tag := s.take(n)
	tag = tag[1 : n-1]
	if tag[0] == '/' {
		s.token = Token{Kind: End, Name: local(bytes.TrimSpace(tag[1:]))}
		return nil
	}
	if s.ends = tag[len(tag)-1] == '/'; s.ends {
		tag = tag[:len(tag)-1]
	}
	i := 0
	for i < len(tag) && !isSpace(tag[i]) && tag[i] != '/' {
		i++
	}
	s.token = Token{Kind: Start, Name: local(tag[:i]), Attrs: tag[i:]}
	return nil
}

// tagEnd is the place behind the > that ends a tag, which is not one within quotes.
func tagEnd(text []byte) int {
	quote := byte(0)
	for i, c := range text {
		switch {
		case c > '>':
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return i + 1
		case c == '"' || c == '\'':
			quote = c
		}
	}
	return -1
}

// local is a name without its prefix.
func local(name []byte) []byte {
	if i := bytes.LastIndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// isName tells what a name may begin with.
func isName(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == ':' || c >= 0x80
}
