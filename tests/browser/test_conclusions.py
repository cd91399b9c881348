"""Conclusions written by the secretary, corrected by the chair, issued; their paper."""

from playwright.sync_api import expect

from kiosk.roles import Role
from tests.browser.accessibility import complaints

TEXT = "Hoàn thành số hoá hồ sơ."


def add_conclusion(page):
    page.get_by_role("button", name="Thêm kết luận").click()
    page.get_by_label("Nội dung kết luận").fill(TEXT)
    page.get_by_label("Đơn vị chủ trì").fill("Văn phòng Tỉnh uỷ")
    page.get_by_label("Đơn vị phối hợp").fill("Sở Nội vụ\nSở Y tế")
    due = page.get_by_label("Thời hạn")
    due.fill("31/31/2999")
    page.get_by_role("button", name="Lưu").click()
    # A day that is none is not sent.
    assert due.evaluate("field => field.validationMessage")
    due.fill("31.12.2999")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã thêm.")).to_be_visible()


def edit_at_once(secretary, chair):
    """Let both edit the same words: the second sees both and chooses."""
    secretary.get_by_role("button", name="Đóng").click()
    for page in (secretary, chair):
        page.get_by_role("button", name="Sửa kết luận 1").click()
    field = secretary.get_by_label("Nội dung kết luận")
    field.fill("Của thư ký")
    chair.get_by_label("Nội dung kết luận").fill("Của chủ toạ")
    chair.get_by_role("button", name="Lưu").click()
    conflict = secretary.get_by_role("alert").filter(has_text="Của chủ toạ")
    expect(conflict).to_be_visible()
    expect(field).to_have_value("Của thư ký")
    conflict.get_by_role("button", name="Lấy bản mới").click()
    expect(field).to_have_value("Của chủ toạ")


def see_papers(secretary):
    secretary.goto(secretary.url.replace("conclusions", "meeting-papers"))
    notice = secretary.get_by_role("form", name="Thông báo kết luận")
    expect(notice.get_by_role("button", name="Tạo văn bản")).to_be_visible()
    # Delegates have opened nothing: there are no pages to count.
    savings = secretary.get_by_role("form", name="Báo cáo số trang giấy tiết kiệm")
    expect(savings).to_contain_text("Chưa có tài liệu nào được phát hành")
    expect(savings.get_by_role("button")).to_have_count(0)


def test_written_corrected_by_the_chair_issued_and_ready_to_print(
    real_scene, open_tablet
):
    meeting = real_scene.make_meeting()
    real_scene.make_item(meeting)
    people = {
        role: real_scene.make_member(meeting, role, name, unit="Văn phòng Tỉnh uỷ")
        for role, name in ((Role.SECRETARY, "Lê Thu Hà"), (Role.CHAIR, "Trần Bảo"))
    }
    secretary, chair = (
        open_tablet(f"/m/{meeting}/conclusions", person) for person in people.values()
    )

    add_conclusion(secretary)
    line = chair.get_by_role("listitem").filter(has_text=TEXT)
    expect(line).to_contain_text("Sở Nội vụ; Sở Y tế")
    expect(line).to_contain_text("31/12/2999")

    edit_at_once(secretary, chair)
    assert complaints(secretary) == complaints(chair) == []

    chair.get_by_role("button", name="Ban hành").click()
    dialog = chair.get_by_role("dialog")
    dialog.get_by_role("button", name="Ban hành").click()
    expect(secretary.get_by_text("Trần Bảo đã ban hành")).to_be_visible()
    expect(secretary.get_by_role("button", name="Sửa kết luận 1")).to_have_count(0)

    see_papers(secretary)
    assert complaints(secretary) == []
