package rest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"time"
)

// attachmentHosts are where Discord keeps attachments.
var attachmentHosts = []string{"cdn.discordapp.com", "media.discordapp.net"}

// attachmentTime is how long an attachment may take to be loaded.
const attachmentTime = 2 * time.Minute

// errNoAttachment means that an address is not one of Discord's attachments.
var errNoAttachment = errors.New("not an attachment on Discord")

// ErrLarge means that an attachment is larger than what may be loaded.
var ErrLarge = errors.New("the attachment is too large")

// attachmentURL reads the address of an attachment: on Discord's own hosts, or
// on the local Discord that the client is for.
func (c *Client) attachmentURL(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, errNoAttachment
	}
	base, err := url.Parse(c.Base)
	if err != nil {
		return nil, errNoAttachment
	}
	local := isLoopback(base.Hostname()) && u.Scheme == base.Scheme && u.Host == base.Host
	if u.User != nil || !local && (u.Scheme != "https" || !slices.Contains(attachmentHosts, u.Host)) {
		return nil, errNoAttachment
	}
	if dir := path.Dir(path.Dir(path.Dir(path.Clean(u.Path)))); dir != "/attachments" && dir != "/ephemeral-attachments" {
		return nil, errNoAttachment
	}
	return u, nil
}

// LinkedAttachment returns the attachment that an address is of. Its size is not
// known.
func (c *Client) LinkedAttachment(address string) (SentFile, error) {
	u, err := c.attachmentURL(address)
	if err != nil {
		return SentFile{}, err
	}
	return SentFile{Name: path.Base(u.Path), URL: u.String()}, nil
}

// Attachment loads an attachment. Other hosts than Discord's are refused, also
// where one of them leads there, and so is what announces more than so many
// bytes, with [ErrLarge]; nothing is sent that tells whose the bot is. Closing what it returns is the caller's, and so is bounding what is read.
func (c *Client) Attachment(ctx context.Context, address string, most int64) (io.ReadCloser, error) {
	u, err := c.attachmentURL(address)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, attachmentTime)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		cancel()
		return nil, fmt.Errorf("load an attachment: %w", withoutURL(err))
	}
	request.Header.Set("User-Agent", userAgent)
	client := http.Client{Transport: c.HTTP.Transport, CheckRedirect: c.HTTP.CheckRedirect}
	response, err := client.Do(request)
	if err != nil {
		cancel()
		return nil, fmt.Errorf("load an attachment: %w", withoutURL(err))
	}
	if response.StatusCode != http.StatusOK {
		cancel()
		response.Body.Close()
		return nil, fmt.Errorf("load an attachment: HTTP %d", response.StatusCode)
	}
	if most > 0 && response.ContentLength > most {
		cancel()
		response.Body.Close()
		return nil, ErrLarge
	}
	return cancelling{response.Body, cancel}, nil
}

// cancelling ends the request when the body is closed.
type cancelling struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (c cancelling) Close() error {
	defer c.cancel()
	return c.ReadCloser.Close()
}

// Message reads a message of a channel. What it says and has attached is shown
// to the bot where it is mentioned, and with the message content intent.
func (c *Client) Message(ctx context.Context, channel, message string) (Received, error) {
	var out Received
	err := c.Do(ctx, Request{Method: http.MethodGet, Route: "/channels/" + channel + "/messages/" + message, Out: &out, Twice: true})
	return out, err
}
