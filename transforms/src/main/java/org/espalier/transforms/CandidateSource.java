package org.espalier.transforms;

import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.CoderUtils;
import org.espalier.schemas.Candidate;

/**
 * A round's candidates as a queue of work: one split each, so that an idle device takes the next
 * one instead of waiting for a share dealt out beforehand.
 */
final class CandidateSource extends BoundedSource<Candidate> {

  private static final ListCoder<Candidate> LIST =
      ListCoder.of(AvroCoder.specific(Candidate.class));

  // Avro records travel as bytes: Java serialization would fix their layout for good.
  private final byte[] encoded;
  private final int size;

  private CandidateSource(List<Candidate> candidates) throws IOException {
    this.encoded = CoderUtils.encodeToByteArray(LIST, candidates);
    this.size = candidates.size();
  }

  static CandidateSource of(List<Candidate> candidates) {
    try {
      return new CandidateSource(candidates);
    } catch (IOException impossible) {
      throw new IllegalStateException("candidates cannot be encoded", impossible);
    }
  }

  @Override
  public List<CandidateSource> split(long desiredBundleSizeBytes, PipelineOptions options)
      throws IOException {
    var candidates = candidates();
    // Flink hands splits out from the last to the first.
    return IntStream.range(0, size)
        .mapToObj(index -> of(List.of(candidates.get(size - 1 - index))))
        .toList();
  }

  @Override
  public long getEstimatedSizeBytes(PipelineOptions options) {
    return encoded.length;
  }

  @Override
  public Coder<Candidate> getOutputCoder() {
    return AvroCoder.specific(Candidate.class);
  }

  @Override
  public BoundedReader<Candidate> createReader(PipelineOptions options) throws IOException {
    return new Reader(this, candidates());
  }

  private List<Candidate> candidates() throws IOException {
    return CoderUtils.decodeFromByteArray(LIST, encoded);
  }

  private static final class Reader extends BoundedReader<Candidate> {

    private final CandidateSource source;
    private final List<Candidate> candidates;
    private int position = -1;

    Reader(CandidateSource source, List<Candidate> candidates) {
      this.source = source;
      this.candidates = candidates;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      return ++position < candidates.size();
    }

    @Override
    public Candidate getCurrent() {
      if (position < 0 || position >= candidates.size()) {
        throw new NoSuchElementException();
      }
      return candidates.get(position);
    }

    @Override
    public void close() {}

    @Override
    public BoundedSource<Candidate> getCurrentSource() {
      return source;
    }
  }
}
