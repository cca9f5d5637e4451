package main

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"policybot/knowledge"
	"policybot/knowledge/diff"
)

// compareGit compares a path with what it was at a revision of its git
// repository, or two revisions of it: "OLD..NEW".
func compareGit(ctx context.Context, revision, path string) (comparison, error) {
	from, to, two := strings.Cut(revision, "..")
	if from == "" || two && to == "" || strings.HasPrefix(from, "-") || strings.HasPrefix(to, "-") {
		return comparison{}, fmt.Errorf("--git %s: want a revision, such as HEAD~3, or two: v1..v2", revision)
	}
	temporary, err := os.MkdirTemp("", "policybot-diff-")
	if err != nil {
		return comparison{}, fmt.Errorf("make a directory for revision %s: %w", from, err)
	}
	defer os.RemoveAll(temporary)
	oldPath, err := checkOut(ctx, from, path, filepath.Join(temporary, "old"))
	if err != nil {
		return comparison{}, err
	}
	newPath, newName := path, path
	if two {
		if newPath, err = checkOut(ctx, to, path, filepath.Join(temporary, "new")); err != nil {
			return comparison{}, err
		}
		newName = to + ":" + path
	}
	old, new, err := readVersions(ctx, oldPath, newPath)
	if err != nil {
		return comparison{}, err
	}
	return comparison{[]string{from + ":" + path, newName}, []*knowledge.Base{old, new}, diff.Bases(old, new)}, nil
}

// checkOut writes what a path was at a revision below dir, and returns where
// the counterpart of path is.
func checkOut(ctx context.Context, revision, path, dir string) (string, error) {
	inside, name := path, "."
	if info, err := os.Stat(path); err != nil {
		return "", err
	} else if !info.IsDir() {
		inside, name = filepath.Split(path)
		if inside == "" {
			inside = "."
		}
	}
	// git archive writes paths from the directory that it runs in.
	command := exec.CommandContext(ctx, "git", "-C", inside, "archive", "--format=tar", revision, "--", name)
	var archive, complaint bytes.Buffer
	command.Stdout, command.Stderr = &archive, &complaint
	if err := command.Run(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return "", errors.New("--git needs the program git: install it, or check out both versions and name their directories")
		}
		return "", fmt.Errorf("read revision %s of %s: %s", revision, path, strings.TrimSpace(strings.TrimPrefix(complaint.String(), "fatal: ")))
	}
	if err := unpack(&archive, dir); err != nil {
		return "", fmt.Errorf("read revision %s of %s: %w", revision, path, err)
	}
	return filepath.Join(dir, name), nil
}

// unpack writes the regular files of a tar archive below a directory.
func unpack(archive io.Reader, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir) // nothing is written outside, whatever the archive names
	if err != nil {
		return err
	}
	defer root.Close()
	files := tar.NewReader(archive)
	for {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		if err := root.MkdirAll(filepath.Dir(filepath.FromSlash(header.Name)), 0o700); err != nil {
			return err
		}
		if err := writeFile(root, filepath.FromSlash(header.Name), files); err != nil {
			return err
		}
	}
}

func writeFile(root *os.Root, name string, content io.Reader) error {
	file, err := root.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, content)
	return errors.Join(err, file.Close())
}
