package main

import (
	"math"
	"math/rand/v2"
)

// reduce makes vectors telling and short: it takes off what all have in
// common (their mean and first two principal components; Mu and Viswanath
// 2018), keeps the components in which they differ most, and turns these so
// that each differs about equally and takes the same number of bits well.
func reduce(vectors [][]float64) [][]float64 {
	normalize(vectors)
	center(vectors)
	axes := principal(vectors[:min(len(vectors), 20000)])
	for _, v := range vectors {
		for _, axis := range axes[:2] {
			along := dot(v, axis)
			for i := range v {
				v[i] -= along * axis[i]
			}
		}
	}
	normalize(vectors)
	axes = principal(vectors)[:numbers]
	turn := rotation(numbers)
	out := make([][]float64, len(vectors))
	for n, v := range vectors {
		short := make([]float64, numbers)
		for i, axis := range axes {
			short[i] = dot(v, axis)
		}
		out[n] = make([]float64, numbers)
		for i := range turn {
			out[n][i] = dot(short, turn[i])
		}
	}
	normalize(out)
	return out
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}

func normalize(vectors [][]float64) {
	for _, v := range vectors {
		if length := math.Sqrt(dot(v, v)); length > 0 {
			for i := range v {
				v[i] /= length
			}
		}
	}
}

func center(vectors [][]float64) {
	mean := make([]float64, len(vectors[0]))
	for _, v := range vectors {
		for i, x := range v {
			mean[i] += x / float64(len(vectors))
		}
	}
	for _, v := range vectors {
		for i := range v {
			v[i] -= mean[i]
		}
	}
}

// principal returns the principal axes of vectors, those first along which
// they spread most.
func principal(vectors [][]float64) [][]float64 {
	n := len(vectors[0])
	square := make([][]float64, n)
	for i := range square {
		square[i] = make([]float64, n)
	}
	for _, v := range vectors {
		for i, x := range v {
			for j := range i + 1 {
				square[i][j] += x * v[j]
			}
		}
	}
	for i := range square {
		for j := range i {
			square[j][i] = square[i][j]
		}
	}
	return eigenvectors(square)
}

// rotation returns the same orthogonal matrix each time: random numbers,
// made orthogonal after Gram and Schmidt.
func rotation(n int) [][]float64 {
	random := rand.New(rand.NewPCG(1, 2))
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = make([]float64, n)
		for j := range rows[i] {
			rows[i][j] = random.NormFloat64()
		}
		for _, before := range rows[:i] {
			along := dot(rows[i], before)
			for j := range rows[i] {
				rows[i][j] -= along * before[j]
			}
		}
		normalize(rows[i : i+1])
	}
	return rows
}

// eigenvectors returns those of a symmetric matrix, which it destroys, by
// falling eigenvalue (Jacobi's method).
func eigenvectors(m [][]float64) [][]float64 {
	n := len(m)
	vectors := make([][]float64, n) // in rows
	for i := range vectors {
		vectors[i] = make([]float64, n)
		vectors[i][i] = 1
	}
	const sweeps = 30 // far more than are needed to settle
	for range sweeps {
		for p := range n {
			for q := p + 1; q < n; q++ {
				rotate(m, vectors, p, q)
			}
		}
	}
	for i := range n { // selection by falling eigenvalue
		best := i
		for j := i + 1; j < n; j++ {
			if m[j][j] > m[best][best] {
				best = j
			}
		}
		m[i][i], m[best][best] = m[best][best], m[i][i]
		vectors[i], vectors[best] = vectors[best], vectors[i]
	}
	return vectors
}

// rotate turns the axes p and q of a symmetric matrix so that the element
// between them vanishes.
func rotate(m, vectors [][]float64, p, q int) {
	if m[p][q] == 0 {
		return
	}
	theta := (m[q][q] - m[p][p]) / (2 * m[p][q])
	t := 1 / (math.Abs(theta) + math.Sqrt(theta*theta+1))
	if theta < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(t*t+1)
	s := t * c
	for k := range m {
		m[k][p], m[k][q] = c*m[k][p]-s*m[k][q], s*m[k][p]+c*m[k][q]
	}
	for k := range m {
		m[p][k], m[q][k] = c*m[p][k]-s*m[q][k], s*m[p][k]+c*m[q][k]
		vectors[p][k], vectors[q][k] = c*vectors[p][k]-s*vectors[q][k], s*vectors[p][k]+c*vectors[q][k]
	}
}
