// The engine first: its worker loads it while the page itself is still on its way.

import "./engine/client";

void import("./page");
