package main

import (
	"cmp"
	"encoding/binary"
	"runtime"
	"slices"
	"sync"
)

// How many neighbours of a word are kept, among how many of the commonest
// words, and how near they must be.
const (
	mostNeighbours   = 10
	neighbourWords   = 25000
	nearestNeighbour = 0.5
)

// packNeighbours writes for each word how many others stand in much the same
// company, and in a second section their numbers, the nearest first, in two
// bytes each.
func (g *glove) packNeighbours() []byte {
	short := make([][numbers]float32, len(g.vectors))
	for i, v := range g.vectors {
		for j, x := range v {
			short[i][j] = float32(x)
		}
	}
	all := make([][]uint16, len(short))
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(short); i += workers {
				all[i] = nearest(short, i)
			}
		})
	}
	group.Wait()
	var counts, ids []byte
	for _, list := range all {
		counts = append(counts, byte(len(list)))
		for _, id := range list {
			ids = binary.LittleEndian.AppendUint16(ids, id)
		}
	}
	var p packed
	p.add(counts)
	p.add(ids)
	return p.bytes()
}

func nearest(vectors [][numbers]float32, of int) []uint16 {
	type near struct {
		id     uint16
		cosine float32
	}
	var found []near
	for id := range vectors[:min(len(vectors), neighbourWords)] {
		if id == of {
			continue
		}
		sum := float32(0)
		for i, x := range vectors[of] {
			sum += x * vectors[id][i]
		}
		if sum >= nearestNeighbour {
			found = append(found, near{uint16(id), sum})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(b.cosine, a.cosine) })
	var out []uint16
	for _, n := range found[:min(len(found), mostNeighbours)] {
		out = append(out, n.id)
	}
	return out
}
