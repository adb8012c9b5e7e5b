"""The emoji that are written by name most often, and their characters."""

EMOJI = {
    "+1": "👍", "-1": "👎", "alarm_clock": "⏰", "arrow_down": "⬇️", "arrow_left": "⬅️", "arrow_right": "➡️",
    "arrow_up": "⬆️", "bar_chart": "📊", "bell": "🔔", "blue_heart": "💙", "bookmark": "🔖", "bulb": "💡",
    "calendar": "📆", "chart_with_downwards_trend": "📉", "chart_with_upwards_trend": "📈", "check": "✔️",
    "clap": "👏", "clipboard": "📋", "date": "📅", "email": "✉️", "exclamation": "❗", "eyes": "👀",
    "file_folder": "📁", "green_heart": "💚", "grey_question": "❔", "heart": "❤️", "heavy_check_mark": "✔️",
    "heavy_minus_sign": "\N{HEAVY MINUS SIGN}", "heavy_plus_sign": "\N{HEAVY PLUS SIGN}", "hourglass": "⌛",
    "house": "🏠", "information_source": "\N{INFORMATION SOURCE}\N{VARIATION SELECTOR-16}",
    "key": "🔑", "large_blue_circle": "🔵", "large_green_circle": "🟢", "large_orange_circle": "🟠",
    "large_red_square": "🟥", "large_yellow_circle": "🟡", "link": "🔗", "lock": "🔒", "mag": "🔍", "mega": "📣",
    "memo": "📝", "no_entry": "⛔", "no_entry_sign": "🚫", "ok_hand": "👌", "page_facing_up": "📄",
    "paperclip": "📎", "pencil": "✏️", "pray": "🙏", "pushpin": "📌", "question": "❓", "raised_hands": "🙌",
    "red_circle": "🔴", "robot_face": "🤖", "rocket": "🚀", "rotating_light": "🚨", "slightly_smiling_face": "🙂",
    "smile": "😄", "sparkles": "✨", "speech_balloon": "💬", "star": "⭐", "sunny": "☀️", "tada": "🎉",
    "thinking_face": "🤔", "thumbsdown": "👎", "thumbsup": "👍", "trophy": "🏆", "unlock": "🔓", "warning": "⚠️",
    "wastebasket": "🗑️", "wave": "👋", "white_check_mark": "✅", "white_circle": "⚪", "wrench": "🔧", "x": "❌",
    "zap": "⚡",
}  # fmt: skip
