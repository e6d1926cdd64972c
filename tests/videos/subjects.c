/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Eight subjects. The words were chosen so that any thing fits any pattern of
 * the grammar in talk.c and no two talks of a set read alike.
 */
#include "subjects.h"

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

const Subject subjects[] = {
  {
    "Machine Learning",
    LIST ("Learning from Few Labels", "Attention without Tears", "Why Deep Networks Generalise", "An Introduction to Representation Learning"),
    LIST ("gradient descent", "the attention layer", "a held-out test set", "batch normalisation", "the learning rate", "contrastive pre-training", "the loss landscape", "weight decay", "a small validation set", "the embedding space", "early stopping", "label noise", "the training distribution", "a linear probe", "knowledge distillation", "dropout"),
    LIST ("avoid overfitting", "share parameters across tasks", "reduce the variance", "train on unlabelled images", "compare models fairly", "calibrate the output", "scale to longer sequences", "explain a single prediction"),
    LIST ("robust", "sample-efficient", "non-convex", "sparse", "well calibrated", "invariant"),
    LIST ("Accuracy (%)", "Training loss", "F1 score", "Parameters (millions)", "Error rate (%)"),
    LIST ("<i>θ</i><sub>t+1</sub> = <i>θ</i><sub>t</sub> − <i>η</i> ∇<i>L</i>(<i>θ</i><sub>t</sub>)",
          "<i>p</i>(<i>y</i> | <i>x</i>) = softmax(<i>W</i> <i>h</i> + <i>b</i>)",
          "<i>L</i> = − ∑<sub>i</sub> <i>y</i><sub>i</sub> log <i>p</i><sub>i</sub>"),
    CODE_PYTHON,
  },
  {
    "Operating Systems",
    LIST ("Scheduling on Many Cores", "Virtual Memory from the Ground Up", "Filesystems That Survive a Crash", "Concurrency in Practice"),
    LIST ("the page table", "a context switch", "the run queue", "copy-on-write", "the page cache", "a write-ahead log", "the interrupt handler", "priority inversion", "the buddy allocator", "a spinlock", "the translation cache", "read-copy-update", "a system call", "demand paging", "the block layer", "an inode"),
    LIST ("hide the latency of the disk", "keep all cores busy", "isolate processes", "recover after a power cut", "avoid a deadlock", "share memory between processes", "map a file into memory", "account for every page"),
    LIST ("lock-free", "preemptive", "cache-friendly", "crash-safe", "re-entrant", "lazy"),
    LIST ("Latency (µs)", "Throughput (MB/s)", "Page faults per second", "Run queue length", "CPU time (s)"),
    LIST ("<i>T</i><sub>eff</sub> = (1 − <i>p</i>) · <i>t</i><sub>mem</sub> + <i>p</i> · <i>t</i><sub>fault</sub>",
          "<i>S</i>(<i>n</i>) = 1 / ((1 − <i>f</i>) + <i>f</i> / <i>n</i>)",
          "<i>U</i> = ∑<sub>i</sub> <i>C</i><sub>i</sub> / <i>T</i><sub>i</sub> ≤ 1"),
    CODE_C,
  },
  {
    "Cell Biology",
    LIST ("How Cells Decide", "Proteins in Motion", "Signals across the Membrane", "The Life of a Messenger RNA"),
    LIST ("the cell membrane", "messenger RNA", "the ribosome", "a membrane receptor", "the mitochondrion", "protein folding", "the cell cycle", "a transcription factor", "oxidative stress", "the cytoskeleton", "gene expression", "a signalling cascade", "the nuclear envelope", "apoptosis", "an enzyme complex", "the Golgi apparatus"),
    LIST ("respond to low oxygen", "repair damaged DNA", "transport proteins", "bind a ligand", "enter the next phase", "maintain the gradient", "silence a gene", "divide on time"),
    LIST ("hydrophobic", "conserved", "reversible", "tissue-specific", "ATP-dependent", "transient"),
    LIST ("Fluorescence (a.u.)", "Cells per field", "Expression (fold change)", "Viability (%)", "Growth rate (1/h)"),
    LIST ("<i>v</i> = <i>V</i><sub>max</sub> [<i>S</i>] / (<i>K</i><sub>m</sub> + [<i>S</i>])",
          "d<i>N</i>/d<i>t</i> = <i>r</i> <i>N</i> (1 − <i>N</i>/<i>K</i>)",
          "Δ<i>G</i> = Δ<i>H</i> − <i>T</i> Δ<i>S</i>"),
    CODE_NONE,
  },
  {
    "Economics",
    LIST ("Inflation after the Shock", "Markets with Frictions", "Trade, Wages and Skills", "What Auctions Can Teach Us"),
    LIST ("the labour market", "monetary policy", "consumer demand", "the exchange rate", "a public good", "the interest rate", "household income", "market power", "the supply curve", "a minimum wage", "price stability", "foreign trade", "the central bank", "a budget constraint", "capital formation", "moral hazard"),
    LIST ("lower unemployment", "anchor expectations", "raise productivity", "share the risk", "finance the deficit", "correct an externality", "smooth consumption", "set the price level"),
    LIST ("elastic", "pro-cyclical", "inefficient", "persistent", "competitive", "regressive"),
    LIST ("Inflation (%)", "Output gap (%)", "Unemployment (%)", "Index (2015 = 100)", "Exports (bn EUR)"),
    LIST ("<i>Y</i> = <i>A</i> <i>K</i><sup>α</sup> <i>L</i><sup>1−α</sup>",
          "<i>π</i><sub>t</sub> = <i>β</i> <i>E</i><sub>t</sub> <i>π</i><sub>t+1</sub> + <i>κ</i> <i>x</i><sub>t</sub>",
          "<i>MV</i> = <i>PY</i>"),
    CODE_NONE,
  },
  {
    "Thermodynamics",
    LIST ("Heat, Work and Entropy", "Engines and Their Limits", "Phase Transitions", "Energy Systems of Tomorrow"),
    LIST ("an ideal gas", "the heat engine", "entropy", "the Carnot cycle", "latent heat", "the boundary layer", "thermal equilibrium", "a heat pump", "the second law", "internal energy", "the critical point", "a control volume", "radiative transfer", "the working fluid", "free expansion", "the steam turbine"),
    LIST ("convert heat into work", "raise the efficiency", "reach equilibrium", "reject heat to the surroundings", "lower the pressure ratio", "store energy overnight", "cool the condenser", "close the energy balance"),
    LIST ("adiabatic", "irreversible", "isothermal", "steady", "turbulent", "quasi-static"),
    LIST ("Temperature (K)", "Efficiency (%)", "Pressure (kPa)", "Heat flux (W/m²)", "Power (MW)"),
    LIST ("<i>η</i> = 1 − <i>T</i><sub>c</sub> / <i>T</i><sub>h</sub>",
          "d<i>U</i> = <i>T</i> d<i>S</i> − <i>p</i> d<i>V</i>",
          "<i>p V</i> = <i>n R T</i>"),
    CODE_NONE,
  },
  {
    "Modern History",
    LIST ("Cities in the Industrial Age", "Letters from the Archive", "The Long Nineteenth Century", "Rivers, Rails and Empires"),
    LIST ("the railway network", "a parish register", "the merchant fleet", "urban growth", "the printing press", "a peace treaty", "the textile industry", "the harvest of 1846", "a factory town", "the franchise", "mass migration", "the telegraph", "a trade union", "public health reform", "the land survey", "a daily newspaper"),
    LIST ("govern a growing city", "move grain to the coast", "count the population", "finance a war", "extend the vote", "educate the workforce", "settle the frontier", "record births and deaths"),
    LIST ("contested", "provincial", "gradual", "well documented", "uneven", "short-lived"),
    LIST ("Population (thousands)", "Coal output (Mt)", "Track length (km)", "Literacy (%)", "Wheat price (s/qr)"),
    LIST ("1789 — 1848 — 1871", "1 qr = 8 bushels", "£1 = 20 s = 240 d"),
    CODE_NONE,
  },
  {
    "Linear Algebra",
    LIST ("Eigenvalues and Their Uses", "Least Squares Revisited", "Matrices as Maps", "The Singular Value Decomposition"),
    LIST ("an orthogonal basis", "the null space", "a symmetric matrix", "the determinant", "a linear map", "the eigenvalue problem", "the rank theorem", "a projection matrix", "the condition number", "Gaussian elimination", "an inner product", "the spectral theorem", "a triangular system", "the pseudo-inverse", "a change of basis", "the dual space"),
    LIST ("solve a linear system", "diagonalise a matrix", "bound the error", "find the best approximation", "preserve lengths and angles", "prove linear independence", "compress a picture", "count the solutions"),
    LIST ("positive definite", "invertible", "orthonormal", "ill-conditioned", "self-adjoint", "unique"),
    LIST ("Singular value", "Residual norm", "Iterations", "Relative error", "Flops (millions)"),
    LIST ("<i>A</i> <i>v</i> = <i>λ</i> <i>v</i>", "<i>A</i> = <i>U</i> Σ <i>V</i><sup>T</sup>", "<i>x</i> = (<i>A</i><sup>T</sup><i>A</i>)<sup>−1</sup> <i>A</i><sup>T</sup> <i>b</i>"),
    CODE_PYTHON,
  },
  {
    "Climate Science",
    LIST ("Oceans in a Warming World", "Reading the Ice Cores", "From Weather to Climate", "Feedbacks and Tipping Points"),
    LIST ("the carbon cycle", "sea ice", "an ice core", "the jet stream", "ocean circulation", "a climate model", "the water cycle", "cloud cover", "the monsoon", "permafrost", "a heat wave", "the albedo effect", "sea level rise", "the stratosphere", "a drought index", "aerosol forcing"),
    LIST ("store heat below the surface", "amplify the warming", "reconstruct past temperatures", "attribute an extreme event", "absorb carbon dioxide", "shift the rain belts", "reduce the uncertainty", "observe the deep ocean"),
    LIST ("nonlinear", "seasonal", "irreversible", "well mixed", "regional", "uncertain"),
    LIST ("Anomaly (°C)", "CO₂ (ppm)", "Sea level (mm)", "Ice extent (Mkm²)", "Rainfall (mm)"),
    LIST ("Δ<i>F</i> = 5.35 ln(<i>C</i> / <i>C</i><sub>0</sub>)",
          "<i>σ T</i><sup>4</sup> = <i>S</i> (1 − <i>α</i>) / 4",
          "d<i>T</i>/d<i>t</i> = (<i>F</i> − <i>λ T</i>) / <i>C</i>"),
    CODE_NONE,
  },
};

const guint n_subjects = G_N_ELEMENTS (subjects);
