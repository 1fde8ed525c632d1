package org.espalier.transforms.pipeline;

import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * Pieces of work, one split each: an idle worker pulls the next piece instead of waiting for a
 * share dealt out beforehand.
 *
 * @param <T> a piece
 */
public final class WorkQueue<T> extends BoundedSource<T> {

  // Encoded: Java serialization would fix the layout of records for good.
  private final byte[] encoded;
  private final int size;
  private final Coder<T> coder;

  private WorkQueue(List<T> pieces, Coder<T> coder) throws CoderException {
    this.encoded = CoderUtils.encodeToByteArray(ListCoder.of(coder), pieces);
    this.size = pieces.size();
    this.coder = coder;
  }

  /** These pieces, handed out in their order. */
  public static <T> WorkQueue<T> of(List<T> pieces, Coder<T> coder) {
    try {
      return new WorkQueue<>(pieces, coder);
    } catch (CoderException impossible) {
      throw new IllegalStateException("pieces of work cannot be encoded", impossible);
    }
  }

  /** Numbers of pieces, handed out in their order. */
  public static WorkQueue<Integer> of(int... numbers) {
    return of(IntStream.of(numbers).boxed().toList(), VarIntCoder.of());
  }

  /** The numbers from 0 on. */
  public static WorkQueue<Integer> upTo(int end) {
    return of(IntStream.range(0, end).toArray());
  }

  @Override
  public List<WorkQueue<T>> split(long desiredBundleSizeBytes, PipelineOptions options)
      throws IOException {
    var pieces = pieces();
    // Flink hands splits out from the last to the first.
    return IntStream.range(0, size)
        .mapToObj(place -> of(List.of(pieces.get(size - 1 - place)), coder))
        .toList();
  }

  @Override
  public long getEstimatedSizeBytes(PipelineOptions options) {
    return encoded.length;
  }

  @Override
  public Coder<T> getOutputCoder() {
    return coder;
  }

  @Override
  public BoundedReader<T> createReader(PipelineOptions options) throws IOException {
    return new Reader<>(this, pieces());
  }

  private List<T> pieces() throws CoderException {
    return CoderUtils.decodeFromByteArray(ListCoder.of(coder), encoded);
  }

  private static final class Reader<T> extends BoundedReader<T> {

    private final WorkQueue<T> source;
    private final List<T> pieces;
    private int position = -1;

    Reader(WorkQueue<T> source, List<T> pieces) {
      this.source = source;
      this.pieces = pieces;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      return ++position < pieces.size();
    }

    @Override
    public T getCurrent() {
      if (position < 0 || position >= pieces.size()) {
        throw new NoSuchElementException();
      }
      return pieces.get(position);
    }

    @Override
    public void close() {}

    @Override
    public BoundedSource<T> getCurrentSource() {
      return source;
    }
  }
}
