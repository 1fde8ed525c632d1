/** How do pipelines run, and how is work handed out? What every Beam pipeline here shares. */
@NullMarked
package org.espalier.transforms.pipeline;

import org.jspecify.annotations.NullMarked;
