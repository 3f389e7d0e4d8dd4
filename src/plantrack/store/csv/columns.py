"""What people call the columns of their lists: each word stands here once, English ones are the keys."""

from collections.abc import Mapping, Sequence

from plantrack.plan.typed.words import typed_words

CALLED_KEYS: Mapping[str, Sequence[str]] = {
    "date": typed_words("ngày", "ngày tháng", "thời gian", "thời điểm"),
    "kind": typed_words("loại", "loại hình", "loại công trình"),
    "stage": typed_words("bước", "bước thực hiện"),
    "item": typed_words(
        *("tên", "tên công trình", "công trình", "tên cụm công nghiệp", "tên cụm", "tên CCN"),
        *("tên khu công nghiệp", "tên KCN", "tên chợ", "tên làng nghề"),
    ),
    "name": typed_words("tên mới"),
    "target": typed_words("chỉ tiêu", "mã chỉ tiêu"),
    "value": typed_words("giá trị", "số liệu", "kết quả", "kết quả thực hiện", "thực hiện", "lũy kế"),
    "text": typed_words("thuyết minh"),
    "ask": typed_words("kiến nghị", "đề xuất", "kiến nghị đề xuất"),
    "decision": typed_words("quyết định", "số quyết định", "số QĐ", "văn bản"),
    "source": typed_words("nguồn", "nguồn số liệu", "liên kết"),
    "note": typed_words("ghi chú"),
}
# `history` writes these, and a row of it says what it replaced in columns such as `was date`.
OF_A_LOG = ("first", "last")
NO_KEYS = typed_words("recorded", *OF_A_LOG, "ngày ghi", "thời điểm ghi", "tt", "stt", "số tt", "no")
# Attributes that many plans have, by what reports call them; a plan's own label goes before.
CALLED_ATTRIBUTES: Mapping[str, Sequence[str]] = {
    "district": typed_words("quận huyện", "quận", "huyện", "địa bàn"),
    "area_ha": typed_words("diện tích"),
}
DOUBTFUL = typed_words("tình hình", "trạng thái", "giai đoạn")
OF_THE_PLAN = typed_words("kế hoạch", "tỷ lệ", "đơn vị tính")
NAME_OF = "tên"
