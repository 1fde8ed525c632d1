/**
 * Where does it run? The command line, and the pipeline options of each place a pipeline can run.
 */
@NullMarked
package org.espalier.runners;

import org.jspecify.annotations.NullMarked;
