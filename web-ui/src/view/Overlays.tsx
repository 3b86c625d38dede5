import { AccountDialog } from "./AccountDialog.tsx";
import { CreateRoomDialog } from "./CreateRoomDialog.tsx";
import { ReportDialog } from "./ReportDialog.tsx";
import { RoomDialog } from "./RoomDialog.tsx";
import { ShareDialog } from "./ShareDialog.tsx";
import { overlay } from "./ui.ts";

/** The one dialog that is open, if any. */
export function Overlays() {
  const open = overlay.value;
  switch (open?.kind) {
    case undefined:
      return null;
    case "account":
      return <AccountDialog mode={open.mode} />;
    case "create":
      return <CreateRoomDialog />;
    case "room":
      return <RoomDialog />;
    case "share":
      return <ShareDialog />;
    case "report":
      return <ReportDialog seq={open.seq} />;
  }
}
