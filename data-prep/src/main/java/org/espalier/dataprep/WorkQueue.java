package org.espalier.dataprep;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.options.PipelineOptions;

/** Numbers of pieces of work, one split each: whoever is idle takes the next one. */
final class WorkQueue extends BoundedSource<Integer> {

  private final int[] numbers;

  private WorkQueue(int[] numbers) {
    this.numbers = numbers;
  }

  /** The pieces with these numbers, handed out in their order. */
  static WorkQueue of(int[] numbers) {
    return new WorkQueue(numbers.clone());
  }

  /** The pieces from 0 on. */
  static WorkQueue upTo(int end) {
    return new WorkQueue(IntStream.range(0, end).toArray());
  }

  @Override
  public List<WorkQueue> split(long desiredBundleSizeBytes, PipelineOptions options) {
    // Flink hands splits out from the last to the first.
    return IntStream.range(0, numbers.length)
        .mapToObj(place -> of(new int[] {numbers[numbers.length - 1 - place]}))
        .toList();
  }

  @Override
  public long getEstimatedSizeBytes(PipelineOptions options) {
    return numbers.length;
  }

  @Override
  public Coder<Integer> getOutputCoder() {
    return VarIntCoder.of();
  }

  @Override
  public BoundedReader<Integer> createReader(PipelineOptions options) {
    return new Reader(this);
  }

  private static final class Reader extends BoundedReader<Integer> {

    private final WorkQueue source;
    private int position = -1;

    Reader(WorkQueue source) {
      this.source = source;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      return ++position < source.numbers.length;
    }

    @Override
    public Integer getCurrent() {
      if (position < 0 || position >= source.numbers.length) {
        throw new NoSuchElementException();
      }
      return source.numbers[position];
    }

    @Override
    public void close() {}

    @Override
    public BoundedSource<Integer> getCurrentSource() {
      return source;
    }
  }
}
