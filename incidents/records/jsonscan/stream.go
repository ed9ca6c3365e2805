package jsonscan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// window is the first size of the buffer, in bytes; it grows for longer values.
const window = 256 << 10

// Stream reads values from a text.
type Stream struct {
	src        io.Reader
	buf        []byte
	start, end int
	base       int64 // offset of buf[0] in the text
	longest    int   // bytes that one value may take
	eof        bool
	err        error
}

// NewStream reads from src. A value may take longest bytes.
func NewStream(src io.Reader, longest int) *Stream {
	return &Stream{src: src, longest: longest, buf: make([]byte, min(window, max(longest, 16)))}
}

// TooLongError tells of a value that was passed over.
type TooLongError struct{ Longest int }

// Error says how long a value may be.
func (e *TooLongError) Error() string {
	return fmt.Sprintf("is longer than %d bytes and was skipped", e.Longest)
}

// Offset is how many bytes of the text have been read.
func (s *Stream) Offset() int64 { return s.base + int64(s.start) }

// fill reads more; false when the text has ended.
func (s *Stream) fill() bool {
	if s.eof {
		return false
	}
	if s.start > 0 {
		copy(s.buf, s.buf[s.start:s.end])
		s.base += int64(s.start)
		s.start, s.end = 0, s.end-s.start
	}
	if s.end == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	from := s.end
	// Not io.ReadFull, which hides a source that breaks with io.ErrUnexpectedEOF.
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

// ended is the error for a text that ends here.
func (s *Stream) ended() error {
	if s.err != nil {
		return s.err
	}
	return io.EOF
}

// Peek gives the next byte that is not white space, and leaves it there; io.EOF at the end.
func (s *Stream) Peek() (byte, error) {
	for {
		for ; s.start < s.end; s.start++ {
			if c := s.buf[s.start]; !isSpace(c) {
				return c, nil
			}
		}
		if !s.fill() {
			return 0, s.ended()
		}
	}
}

// Pass goes over the byte c, which has to be next but for white space.
func (s *Stream) Pass(c byte) error {
	got, err := s.Peek()
	if err != nil {
		return err
	}
	if got != c {
		return fmt.Errorf("at byte %d: there is %q in place of %q", s.Offset(), got, c)
	}
	s.start++
	return nil
}

// Value gives the text of the next value, valid until the next call. A *TooLongError
// tells that it was passed over; any other error is the end, io.ErrUnexpectedEOF that
// the text ends within the value.
func (s *Stream) Value() ([]byte, error) {
	if _, err := s.Peek(); err != nil {
		return nil, err
	}
	var e extent
	for seen := 0; ; {
		n, done := e.find(s.buf[s.start+seen : s.end])
		if seen += n; done {
			value := s.buf[s.start : s.start+seen]
			if s.start += seen; seen > s.longest {
				return nil, &TooLongError{s.longest}
			}
			return value, nil
		}
		if seen > s.longest {
			s.start += seen
			return nil, s.skip(&e)
		}
		if !s.fill() {
			return s.last(&e, seen)
		}
	}
}

// last ends a value at the end of the text: a number may end there.
func (s *Stream) last(e *extent, seen int) ([]byte, error) {
	if s.err != nil {
		return nil, s.err
	}
	if e.depth > 0 || e.inString || seen == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	value := s.buf[s.start : s.start+seen]
	s.start += seen
	return value, nil
}

func (s *Stream) skip(e *extent) error {
	for {
		n, done := e.find(s.buf[s.start:s.end])
		s.start += n
		if done {
			return &TooLongError{s.longest}
		}
		if !s.fill() {
			if s.err != nil {
				return s.err
			}
			return io.ErrUnexpectedEOF
		}
	}
}

// Skip passes over the next value without holding it.
func (s *Stream) Skip() error {
	if _, err := s.Peek(); err != nil {
		return err
	}
	var e extent
	err := s.skip(&e)
	if tooLong := (*TooLongError)(nil); errors.As(err, &tooLong) {
		return nil
	}
	if errors.Is(err, io.ErrUnexpectedEOF) && e.depth == 0 && !e.inString {
		return nil
	}
	return err
}

// Until gives the text up to the next byte delim, which is passed over, valid until the
// next call; io.EOF when there is no more. A *TooLongError tells that it was passed over.
func (s *Stream) Until(delim byte) ([]byte, error) {
	for seen, long := 0, false; ; {
		i := bytes.IndexByte(s.buf[s.start+seen:s.end], delim)
		if i >= 0 {
			part := s.buf[s.start : s.start+seen+i]
			s.start += seen + i + 1
			if long || len(part) > s.longest {
				return nil, &TooLongError{s.longest}
			}
			return part, nil
		}
		if seen = s.end - s.start; seen > s.longest {
			s.start, seen, long = s.end, 0, true
		}
		if !s.fill() {
			part := s.buf[s.start:s.end]
			s.start = s.end
			switch {
			case s.err != nil:
				return nil, s.err
			case long:
				return nil, &TooLongError{s.longest}
			case len(part) == 0:
				return nil, io.EOF
			}
			return part, nil
		}
	}
}

// extent finds the end of a value, over several pieces of its text.
type extent struct {
	depth    int
	inString bool
	escaped  bool // the last piece ended in a backslash
	begun    bool
}

// find gives how much of text belongs to the value, and whether it ends there.
func (e *extent) find(text []byte) (n int, done bool) {
	for i := 0; i < len(text); {
		if e.inString {
			i = e.string(text, i)
			if !e.inString && e.depth == 0 {
				return i, true
			}
			continue
		}
		c := text[i]
		switch structure[c] {
		case quote:
			if e.depth == 0 && e.begun {
				return i, true
			}
			e.inString = true
		case opening:
			if e.depth == 0 && e.begun {
				return i, true
			}
			e.depth++
		case closing:
			if e.depth == 0 {
				return i, true
			}
			if e.depth--; e.depth == 0 {
				return i + 1, true
			}
		case ending:
			if e.depth == 0 && e.begun {
				return i, true
			}
		}
		e.begun = true
		i++
	}
	return len(text), false
}

// string goes on in a string from text[i] and gives the place behind it, or the end.
func (e *extent) string(text []byte, i int) int {
	if e.escaped {
		e.escaped = false
		i++
	}
	for i < len(text) {
		q := bytes.IndexByte(text[i:], '"')
		end := i + q
		if q < 0 {
			end = len(text)
		}
		slash := bytes.IndexByte(text[i:end], '\\')
		if slash < 0 {
			if q < 0 {
				return len(text)
			}
			e.inString = false
			return end + 1
		}
		i += slash + 2
	}
	e.escaped = i > len(text)
	return len(text)
}

// What bytes mean outside of strings.
const (
	quote = iota + 1
	opening
	closing
	ending // white space and separators, which end a number or a word
)

var structure = [256]uint8{
	'"': quote, '{': opening, '[': opening, '}': closing, ']': closing,
	',': ending, ':': ending, ' ': ending, '\t': ending, '\n': ending, '\r': ending, 0x1E: ending,
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }
