package org.espalier.models.layer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.espalier.models.numbers.Seeds;

/**
 * The order of a network's tensors in the flat vector of its state: trained tensors, then running
 * statistics, then momenta.
 *
 * @param slices the tensors in the order of the vector
 */
public record Layout(List<Slice> slices) {
  /** Name of its file beside an exported program. */
  public static final String FILE = "layout.txt";

  /** Copies the list. */
  public Layout {
    slices = List.copyOf(slices);
  }

  /** The tensors one after the other, from the start of the vector. */
  public static Layout inOrder(List<Slice> tensors) {
    var slices = new ArrayList<Slice>();
    int offset = 0;
    for (var tensor : tensors) {
      slices.add(tensor.at(offset));
      offset += tensor.size();
    }
    return new Layout(slices);
  }

  /** Length of the vector. */
  public int size() {
    return slices.isEmpty() ? 0 : slices.get(slices.size() - 1).end();
  }

  /** Number of trained values, which come first. */
  public int trainedSize() {
    return slices.stream().filter(slice -> slice.kind().trained()).mapToInt(Slice::size).sum();
  }

  /**
   * The slice of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Slice slice(String name) {
    return slices.stream()
        .filter(slice -> slice.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no tensor is named " + name));
  }

  /**
   * A fresh state: kernels and the classifier uniform in ±1/√(inputs of a unit), scales and
   * variances 1, matrices of kernels the identity, the rest 0.
   *
   * <p>Randomness: each tensor from (seed, its name), so networks that share a tensor start it
   * alike.
   */
  public float[] initial(long seed) {
    var state = new float[size()];
    for (var slice : slices) {
      var drawn = slice.kind() == Slice.Kind.KERNEL || slice.kind() == Slice.Kind.BIAS;
      var random = Seeds.named(seed, slice.name());
      if (slice.kind() == Slice.Kind.IDENTITY) {
        for (int row = 0; row < slice.shape().get(0); row++) {
          state[slice.offset() + row * (slice.shape().get(1) + 1)] = slice.initial();
        }
        continue;
      }
      for (int i = slice.offset(); i < slice.end(); i++) {
        state[i] =
            drawn ? (float) ((2 * random.nextDouble() - 1) * slice.initial()) : slice.initial();
      }
    }
    return state;
  }

  /** The layout as a file. */
  public byte[] bytes() {
    return slices.stream()
        .map(Slice::line)
        .collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The layout that a file holds. */
  public static Layout parse(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    return new Layout(text.lines().map(Slice::parse).toList());
  }
}
