"""files.*: ask for an address, send the bytes there, say that all is there."""

from tests.slack.web_api.method import Methods, RefusedError, Request
from tests.slack.web_api.people import channel_of
from tests.slack.world import File, Json, Posted

methods = Methods()


@methods.add("files.getUploadURLExternal", "files:write")
def upload_url(request: Request) -> Json:
    name, length = request.need("filename"), int(request.need("length"))
    if length <= 0:
        raise RefusedError("invalid_arguments", "[ERROR] must be greater than 0: length")
    file = File(request.world.new("F"), name, length)
    request.world.files[file.id] = file
    return {"file_id": file.id, "upload_url": f"{request.address}/upload/{file.id}"}


@methods.add("files.completeUploadExternal", "files:write")
def complete(request: Request) -> Json:
    told = [_completed(request, it) for it in request.need("files")]
    if place := request["channel_id"] or request["channel"]:
        channel = channel_of(request, place)
        if channel.is_archived:
            raise RefusedError("is_archived")
        for file in told:
            file.channel = channel.id
        _share(request, channel.id, [file.id for file in told])
    return {"files": [{"id": it.id, "title": it.title, "name": it.name} for it in told]}


def _completed(request: Request, named: Json) -> File:
    file = request.world.files.get(named["id"])
    if file is None or file.content is None:
        raise RefusedError("file_not_found")
    if len(file.content) != file.length:
        raise RefusedError("invalid_upload_length")
    file.title = named.get("title") or file.name
    return file


def _share(request: Request, channel: str, files: list[str]) -> None:
    posted = Posted(
        request.installation.team,
        channel,
        request.world.ts(),
        request["initial_comment"] or "",
        request["blocks"] or [],
        thread=request["thread_ts"],
        files=files,
    )
    request.world.messages.append(posted)
