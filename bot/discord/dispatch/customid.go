package dispatch

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"math/big"
	"strconv"
	"strings"
	"time"
)

// What can be wrong with a custom id.
var (
	errForged  = errors.New("custom id: not one of ours")
	errExpired = errors.New("custom id: expired")
)

// controlID is what a button, menu or form stands for: it travels in the
// custom id, so that it works after a restart, and with a signature, since
// anybody can send any custom id.
//
// The form, at most 100 characters: kind.argument.….owner.expiry.signature,
// owner and expiry (in minutes) in base 36. The signature covers all of it and
// the server. Neither may ever change for ids that are on people's screens.
type controlID struct {
	kind  string
	args  []string // letters, digits, - and _
	owner string   // the person who may use it
}

// signatureBytes of SHA-256 are kept: 96 bits cannot be guessed online.
const signatureBytes = 12

// signer makes and reads custom ids.
type signer struct {
	secret []byte
	now    func() time.Time
}

func (s signer) sign(guild, text string) string {
	mac := hmac.New(sha256.New, s.secret)
	mac.Write([]byte(guild + "\n" + text))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:signatureBytes])
}

// make writes a custom id that is good in a server for the given time.
func (s signer) make(guild string, c controlID, life time.Duration) string {
	owner := ""
	if n, ok := new(big.Int).SetString(c.owner, 10); ok {
		owner = n.Text(36)
	}
	fields := append(append([]string{c.kind}, c.args...), owner, strconv.FormatInt(s.now().Add(life).Unix()/60, 36))
	text := strings.Join(fields, ".")
	return text + "." + s.sign(guild, text)
}

// read reads a custom id that arrived from a server.
func (s signer) read(guild, id string) (controlID, error) {
	cut := strings.LastIndexByte(id, '.')
	if cut < 0 || subtle.ConstantTimeCompare([]byte(id[cut+1:]), []byte(s.sign(guild, id[:cut]))) == 0 {
		return controlID{}, errForged
	}
	fields := strings.Split(id[:cut], ".")
	n := len(fields)
	if n < 3 {
		return controlID{}, errForged
	}
	minutes, err := strconv.ParseInt(fields[n-1], 36, 64)
	if err != nil {
		return controlID{}, errForged
	}
	c := controlID{kind: fields[0], args: fields[1 : n-2]}
	if owner, ok := new(big.Int).SetString(fields[n-2], 36); ok {
		c.owner = owner.String()
	}
	if s.now().Unix()/60 > minutes {
		return c, errExpired
	}
	return c, nil
}

// SetClock sets the clock that custom ids are held to; tests move it.
func (d *Dispatcher) SetClock(now func() time.Time) { d.signer.now = now }
