package respond

import (
	"syscall"
	"unsafe"
)

// unsent gives how many bytes the kernel holds that the other side has not acknowledged.
func unsent(conn syscall.Conn) (n int, known bool) {
	raw, err := conn.SyscallConn()
	if err != nil {
		return 0, false
	}
	var waiting int32
	err = raw.Control(func(fd uintptr) {
		_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, fd, syscall.TIOCOUTQ, uintptr(unsafe.Pointer(&waiting)))
		known = errno == 0
	})
	return int(waiting), known && err == nil
}
